import type { erasure as english } from '../en/erasure.ts';

/** La même chose en français. */
export const erasure: Readonly<Record<keyof typeof english, string>> = {
  'kept.until': 'Tout ce qui nomme {name} ici est effacé le {day}, cartes comprises.',
  'kept.evidence': 'Ce qui reste sans noms jusqu’au {day} : quels accès ont pris fin, où et quand.',
  'kept.after': 'Gardé {keep} après la fin, puis effacé.',
  'kept.held': 'La conservation légale arrête ce délai.',
  'kept.source': 'Selon : {source}',
  'kept.unsaid': 'Aucune règle ne dit autre chose : trente jours.',
  'period.day': '{count, plural, one {un jour} other {# jours}}',
  'period.month': '{count, plural, one {un mois} other {# mois}}',
  'period.year': '{count, plural, one {un an} other {# ans}}',
  'erasure.open': 'Effacer maintenant',
  'erasure.title': 'Effacer ce départ',
  'erasure.intro':
    'Tout ce qui nomme {name} ici est effacé avant son terme : ce qui a été décidé et fait, les passations, les réponses au questionnaire, les cartes dans la messagerie. La chaîne du journal reste et se vérifie encore, sans que personne puisse la lire. Une deuxième personne doit le confirmer dans les trois jours ; l’une des deux est des RH. Rien ne revient en arrière. Relais n’atteint pas les e-mails déjà reçus, ce que les gens ont écrit eux-mêmes dans une conversation, les sauvegardes faites avant, ni ce que les plateformes gardent elles-mêmes.',
  'erasure.who': 'une deuxième personne, des RH ou de l’administration',
  'erasure.ask': 'Demander l’effacement',
  'erasure.asked':
    '{name} a demandé le {when} que ce départ soit effacé : {reason} Une deuxième personne doit le confirmer.',
  'erasure.confirm': 'Effacer, en deuxième personne',
  'erasure.confirmTitle': 'Effacer ce départ ?',
  'erasure.confirmText':
    'Tout ce qui nomme {name} ici disparaît aussitôt, cartes comprises. Les formulaires et réponses ouverts dans Teams aussi. Rien ne revient en arrière.',
  'erasure.deny': 'Pas encore',
  'erasure.withdraw': 'Ne pas l’effacer',
  'notice.erasureAsked': 'Une deuxième personne doit le confirmer dans les trois jours.',
  'notice.erasureBegan': 'Le départ de {leaver} est en cours d’effacement.',
  'notice.erasureWithdrawn': 'Il est gardé jusqu’à son terme.',
  'alert.erasure-waits.past': 'L’effacement d’un départ attendait une deuxième personne',
  'alert.erasure-waits.title': 'Un effacement attend une deuxième personne',
  'alert.erasure-waits.text': 'Le départ de {name} doit être effacé avant son terme. {what}',
  'alert.erasureNone': 'Aucun effacement demandé',
  'refusal.erasure-too-early':
    'Il y reste quelque chose d’ouvert : une tâche, une alerte sur l’accès, une exception qui a une fin, ou un appel encore à relire. Il s’efface une fois que c’est réglé.',
};
