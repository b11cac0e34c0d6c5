import type { keepsake as english } from '../en/keepsake.ts';

/** La carte que les collègues signent pour la personne qui part. */
export const keepsake: Readonly<Record<keyof typeof english, string>> = {
  'button.keepsake': 'Carte d’au revoir',
  'button.sign': 'Signer la carte',
  'button.changeGreeting': 'Modifier mon mot',
  'button.takeOut': 'Enlever',
  'keepsake.title': 'Une carte d’au revoir pour {name}',
  'keepsake.ask':
    'Quelques lignes de votre part feraient plaisir à {name}, qui reçoit la carte le dernier jour, avec ce que chacun a écrit.',
  'keepsake.signed': 'Merci. Voici ce que {name} lira de vous :',
  'keepsake.until': 'La carte est remise {when}. Qui signe plus tard y est ajouté.',
  'keepsake.closed': 'La carte a été remise. Vous n’avez plus rien à faire.',
  'keepsake.stays': '{name} reste, il n’y a donc pas de carte à signer.',
  'keepsake.yours': 'Une carte de vos collègues',
  'keepsake.from': '{count, plural, one {Une personne l’a signée} other {# personnes l’ont signée}}',
  'keepsake.intro':
    'Les collègues signent ici une carte pour {name} : chacun écrit quelques lignes, et {name} reçoit le tout l’après-midi du dernier jour de travail.',
  'keepsake.givenAt': '{name} la reçoit {when}.',
  'keepsake.greetings': 'Ce qui a été écrit',
  'keepsake.notSigned': 'Pas encore signé',
  'keepsake.field.first': 'Demander à cette personne',
  'keepsake.field.person': 'Demander aussi à cette personne',
  'keepsake.field.text': 'Votre mot',
  'keepsake.readers': '{name} lit ceci, et la personne qui mène le départ aussi.',
  'form.keepsake.title': 'Carte d’au revoir',
  'form.keepsake.submit': 'Leur demander',
  'form.greeting.title': 'Signer la carte',
  'form.greeting.submit': 'Signer',
  'dialog.greeting.title': 'L’enlever ?',
  'dialog.greeting.text': 'Ce que {name} a écrit est enlevé de la carte. La personne peut la signer à nouveau.',
  'dialog.greeting.confirm': 'Enlever',
  'dialog.greeting.deny': 'Le laisser',
  'notice.signed': 'Signé. Merci.',
  'notice.greetingTakenOut': 'Le mot a été enlevé.',
  'refusal.keepsake-off':
    'Il n’y a pas de carte d’au revoir quand un départ est confidentiel, ou n’était pas le souhait de la personne.',
  'refusal.keepsake-too-early':
    'L’équipe n’a pas encore été prévenue. Demandez aux collègues de signer une fois qu’elle l’est.',
  'refusal.keepsake-full': '{most} personnes au plus signent une carte.',
};
