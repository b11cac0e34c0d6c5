import type { lists as english } from '../en/lists.ts';

/** Des listes apportées en fichier : pour une vague, ou à la place d’un fichier des RH. */
export const lists: Readonly<Record<keyof typeof english, string>> = {
  'lists.title': 'Apporter une liste',
  'lists.intro':
    'Un fichier CSV, tel qu’un tableur l’enregistre. Il s’apporte sur une page de Relais, pas dans la messagerie, qui le garderait.',
  'lists.wave': 'Des personnes pour une vague de départs',
  'lists.hr': 'La liste « {system} »',
  'lists.own':
    'Ces liens ne valent que pour vous, pendant une demi-heure. Rien ne commence avant que vous ayez vu ce qui se passerait.',
  'lists.nowhere':
    'Personne n’a indiqué à Relais où ses pages sont accessibles. Un administrateur règle RELAIS_PUBLIC_URL.',
  'page.list.field': 'Fichier CSV',
  'page.list.hint':
    'En UTF-8, ou tel qu’Excel l’enregistre ; colonnes séparées par des virgules, des points-virgules ou des tabulations. La première ligne nomme les colonnes. {size} Mo au plus.',
  'page.list.show': 'Montrer ce qu’il changerait',
  'page.list.check': 'Ajouter à la liste et vérifier',
  'page.list.nothing': 'Choisissez d’abord un fichier.',
  'page.list.tooLarge': '{size} Mo au plus, s’il vous plaît.',
  'page.list.wave':
    '{added, plural, one {# ligne ajoutée} other {# lignes ajoutées}}. Dans votre liste, {good, plural, one {# ligne est prête} other {# lignes sont prêtes}}, {bad, plural, =0 {aucune} other {#}} à corriger. Rien n’a commencé : continuez dans la messagerie, où vous voyez chaque ligne.',
  'page.list.changed': 'Quelqu’un a changé cette liste entre-temps. Choisissez le fichier encore une fois.',
  'page.list.inUse':
    'Quelqu’un met justement un fichier en place. Choisissez le vôtre encore une fois dans une minute.',
  'page.list.refused': 'Ce fichier n’est pas pris : {why}',
  'page.list.preview': 'Ce qu’il changerait',
  'page.list.same': 'Rien : il dit de chaque autre personne ce que disait la liste précédente.',
  'page.list.own': 'Ce qu’il dit de vous-même n’est pas montré ici, et ce que la liste dit déjà de vous reste.',
  'page.list.joined':
    '{count, plural, one {# personne apparaît} other {# personnes apparaissent}} dans la liste, sans fin ni changement de poste.',
  'page.list.unlisted':
    '{count, plural, one {# personne n’est} other {# personnes ne sont}} plus dans la liste, qui n’en disait ni fin ni changement de poste.',
  'page.list.gone': '{name} : n’est plus dans la liste ; ce que les RH ont dit avant reste valable',
  'page.list.leaves': 'part le {day}, contrat jusqu’au {end} ({reason})',
  'page.list.reason.resignation': 'démission',
  'page.list.reason.dismissal': 'licenciement',
  'page.list.reason.redundancy': 'licenciement économique',
  'page.list.reason.retirement': 'retraite',
  'page.list.reason.end-of-contract': 'fin de contrat',
  'page.list.reason.other': 'autre motif',
  'page.list.reason.unknown': 'motif non précisé',
  'page.list.moves': 'change de poste le {day}',
  'page.list.stays': 'reste',
  'page.list.change': '{name} (ligne {line}) : {what}',
  'page.list.about': '{what} : {before} → {after}',
  'page.list.about.name': 'nom',
  'page.list.about.email': 'adresse',
  'page.list.about.employeeNumber': 'matricule',
  'page.list.about.privateEmail': 'adresse personnelle',
  'page.list.about.status': 'situation',
  'page.list.about.startsOn': 'premier jour',
  'page.list.about.lastWorkingDay': 'dernier jour travaillé',
  'page.list.about.moveOn': 'change de poste le',
  'page.list.about.moveTo': 'nouveau poste',
  'page.list.about.workerType': 'contrat',
  'page.list.about.managerEmail': 'responsable',
  'page.list.status.employed': 'en poste',
  'page.list.status.on-leave': 'en congé',
  'page.list.status.ended': 'terminé',
  'page.list.status.unknown': 'inconnue',
  'page.list.unsaid': 'non précisé',
  'page.list.more': 'et {count, plural, one {# autre} other {# autres}}',
  'page.list.problems':
    '{count, plural, one {# ligne ne peut pas être lue} other {# lignes ne peuvent pas être lues}} : rien n’est pris. Corrigez le fichier et choisissez-le encore une fois.',
  'page.list.problem': 'Ligne {line} : {problem}',
  'page.list.put': 'Mettre en place',
  'page.list.then':
    'Relais le lit ensuite, et demande une réponse par carte pour chaque fin. Rien n’est coupé pour autant.',
  'page.list.done':
    '{rows, plural, one {# ligne est en place} other {# lignes sont en place}}. Relais lit la liste maintenant ; chaque fin fera l’objet d’une question dans la messagerie à son approche.',
  'page.list.over': 'Ouvrez un nouveau lien avec « {button} ».',
  'button.lists': 'Apporter un fichier CSV',
};
