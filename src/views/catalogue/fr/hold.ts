import type { hold as english } from '../en/hold.ts';

/** La même chose en français. */
export const hold: Readonly<Record<keyof typeof english, string>> = {
  'hold.title': 'Conservation légale',
  'hold.button': 'Conservation légale',
  'hold.none': 'Il n’y a aucune conservation légale.',
  'hold.ask': 'Demander la conservation',
  'hold.intro':
    'Ce qui concerne {name} peut servir de preuve. La conservation légale le garde : Relais n’efface rien, ne vide aucun appareil, ne reprend aucune licence et ne supprime rien, dans aucun système. Les entrées des comptes sont fermées tout de même, là où cela peut être annulé. Un compte qui ne peut être fermé que définitivement reste ouvert, et Relais dit lequel. Elle vaut dès votre demande ; sans la confirmation d’une deuxième personne dans les trois jours, elle cesse. L’une des deux est des RH.',
  'hold.scope': 'Ce qu’elle garde',
  'hold.scope.departure': 'Ce départ',
  'hold.scope.person': 'La personne : tous ses départs, les suivants aussi',
  'hold.reviewOn': 'À revoir le',
  'hold.reviewHint': 'Ce jour-là, on demande aux RH si elle est encore nécessaire. Elle ne cesse pas d’elle-même.',
  'hold.standing': 'En vigueur depuis le {when} par {names}, à revoir le {day} : {reason}',
  'hold.waiting':
    'En vigueur depuis le {when} par {names}. Elle cesse le {until} si une deuxième personne ne la confirme pas : {reason}',
  'hold.lifting':
    '{name} a demandé qu’elle soit levée : {reason} Une deuxième personne doit le dire aussi, d’ici le {until}.',
  'hold.elsewhere': 'Elle vient d’un autre départ de la même personne, et se lève là.',
  'hold.note':
    'Conservation légale : rien n’est effacé, vidé, supprimé ni repris avant que deux personnes ne la lèvent.',
  'hold.noteWaits': 'Conservation légale demandée : rien n’est effacé, vidé, supprimé ni repris entre-temps.',
  'hold.held': 'Gardé par la conservation légale : ne le faites pas',
  'hold.state': 'gardé',
  'hold.who': 'une deuxième personne, des RH ou de l’équipe informatique',
  'hold.next': 'La conservation légale garde {count, plural, one {une action} other {# actions}}',
  'hold.more': '{count, plural, one {Une autre} other {# autres}}',
  'hold.confirm': 'Confirmer la conservation',
  'hold.confirmTitle': 'Confirmer la conservation légale ?',
  'hold.confirmText':
    'Rien de ce qui concerne {name} n’est effacé, vidé, supprimé ni repris avant que deux personnes ne la lèvent. Un compte qui ne peut être fermé que définitivement reste ouvert. Motif : {reason}',
  'hold.lift': 'Lever la conservation',
  'hold.liftIntro':
    'Quand une deuxième personne l’aura dit aussi, ce qu’elle gardait reprend : les suppressions, effacements d’appareils et licences confirmés de {name} sont faits aussitôt, et les données dont le terme est passé sont effacées.',
  'hold.liftConfirm': 'Lever, en deuxième personne',
  'hold.liftTitle': 'Lever la conservation légale ?',
  'hold.liftText':
    'Vous êtes la deuxième personne. Ce qu’elle gardait reprend aussitôt : les suppressions, effacements d’appareils et licences confirmés de {name}, et l’effacement des données dont le terme est passé. Rien de cela ne se reprend.',
  'hold.deny': 'Pas encore',
  'hold.withdraw': 'Retirer la demande',
  'hold.withdrawTitle': 'Retirer la demande ?',
  'hold.withdrawText':
    'Personne ne l’a encore confirmée : elle cesse avec vous, et ce qu’elle gardait de {name} reprend.',
  'hold.review': 'Encore nécessaire : redemander dans six mois',
  'notice.holdAsked':
    'Rien de ce qui concerne {leaver} n’est supprimé désormais. Une deuxième personne doit le confirmer dans les trois jours.',
  'notice.holdConfirmed': 'La conservation légale vaut pour {leaver} tant que deux personnes ne la lèvent pas.',
  'notice.holdLiftAsked':
    'La conservation légale vaut encore pour {leaver}. Une deuxième personne doit dire dans les trois jours qu’elle est levée.',
  'notice.holdLifted': 'Cette conservation légale ne vaut plus pour {leaver}.',
  'notice.holdReviewed': 'La conservation légale vaut pour {leaver}. On vous redemande dans six mois.',
  'alert.hold-waits.past': 'Une conservation légale attendait une deuxième personne',
  'alert.hold-waits.title': 'Une conservation légale attend une deuxième personne',
  'alert.hold-waits.text':
    'La conservation légale qui concerne {name} demande un deuxième avis, de quelqu’un d’autre : {what}',
  'alert.hold-lift.past': 'La levée d’une conservation légale attendait une deuxième personne',
  'alert.hold-lift.title': 'La levée d’une conservation légale attend une deuxième personne',
  'alert.hold-lift.text': 'Faut-il lever la conservation légale qui concerne {name} ? {what}',
  'alert.hold-review.past': 'Une conservation légale était à revoir',
  'alert.hold-review.title': 'Cette conservation légale est-elle encore nécessaire ?',
  'alert.hold-review.text': 'La conservation légale qui concerne {name} est à revoir à présent : {what}',
  'alert.holdNone': 'Aucune conservation légale en vigueur',
  'refusal.under-hold': 'La conservation légale garde cela. Deux personnes peuvent la lever.',
  'refusal.hold-review-in-past': 'Choisissez un jour après aujourd’hui.',
  'refusal.hold-elsewhere': 'Elle vient d’un autre départ de la même personne. C’est là qu’on la change.',
  'refusal.hold-needs-hr': 'L’une des deux personnes doit être des RH. Demandez à quelqu’un des RH de la confirmer.',
  'refusal.hold-unconfirmed':
    'Personne n’a encore confirmé cette conservation. Qui l’a demandée peut retirer sa demande.',
};
