import type { teams as en } from '../en/teams.ts';

export const teams: Readonly<Record<keyof typeof en, string>> = {
  'teams.done': 'C’est noté.',
  'teams.below': 'Voyez le message ci-dessous.',
  'teams.formClosed': 'Ce formulaire est clos. La suite est dans un message plus récent.',
  'teams.working': 'Relais s’en occupe. La réponse arrive par un message dans votre conversation privée avec lui.',
  'teams.inPrivate': 'La réponse est dans votre conversation privée avec Relais, où personne d’autre ne la lit.',
  'teams.installFirst':
    'Relais ne répond que dans votre conversation privée avec lui, et ne peut pas encore y écrire. Ajoutez l’application Relais pour vous dans Teams, sous Applications (ou débloquez-la si vous l’avez bloquée), puis dites-y la même chose.',
  'teams.inTeam':
    'Relais est là désormais, pour savoir qui est qui. Il ne parle jamais d’un départ devant d’autres : ouvrez votre conversation privée avec lui, et tapez aide.',

  'teams.welcome.title': 'Bienvenue dans Relais',
  'teams.welcome.what':
    'Quand une personne part, Relais accompagne son manager, confie chaque responsabilité à un collègue nommé, relance les retardataires, et coupe les accès au bon moment une fois que les bonnes personnes l’ont confirmé.',
  'teams.welcome.installer': 'Installation faite par {installer}.',
  'teams.welcome.match': 'Relais vous connaît par votre adresse, {email}.',
  'teams.welcome.elsewhere':
    'Relais vous connaît par votre adresse, {email}. Vous êtes la même personne sur {channels}.',
  'teams.welcome.unknown':
    'Relais ne vous connaît pas encore : Teams n’a pas donné votre adresse, ou deux comptes la portent. Demandez à votre administrateur.',
  'teams.welcome.next':
    'Ensuite : regardez ce qui vous attend, ou lancez un départ avec offboard et le @nom de la personne.',
  'button.home': 'Mes tâches et départs',
};
