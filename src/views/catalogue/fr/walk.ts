import type { walk as en } from '../en/walk.ts';

export const walk: Readonly<Record<keyof typeof en, string>> = {
  'form.cancel': 'Annuler',
  'form.close': 'Fermer',
  'form.next': 'Suivant',
  'form.later': 'Finir plus tard',

  'button.back': 'Retour',
  'button.edit': 'Modifier',
  'button.remove': 'Retirer',

  'walk.step': 'Étape {step} sur {steps}',
  'walk.for': 'Départ de {name}',

  'walk.who.title': 'Qui part ?',
  'walk.who.leaver': 'Personne qui part',
  'walk.who.leaverElsewhere':
    '{name} n’est pas dans cette messagerie, le champ reste donc vide : laissez-le ainsi pour continuer avec {name}.',
  'walk.who.leaverHint':
    'Aucun message ne part avant que vous ne lanciez le départ. Personne d’autre ne voit le brouillon.',
  'walk.who.manager': 'Manager pour ce départ',
  'walk.who.managerHint': 'Tranche quand personne ne reprend une tâche, et suit la carte en direct.',
  'walk.who.alsoKnownAs': 'Autres adresses, noms d’utilisateur, matricule',
  'walk.who.alsoKnownAsHint':
    'Facultatif. Sous quoi d’autre les systèmes peuvent connaître cette personne : un alias, l’adresse d’une agence, un numéro, un nom d’utilisateur avec son système (github : amoreau). Séparés par des virgules.',
  'walk.said.read': 'Vous avez écrit : {what}. C’est rempli, et vous pouvez le changer.',
  'walk.said.day': 'dernier jour travaillé {day}',
  'walk.said.kind': 'type « {kind} »',
  'walk.said.unused': 'pas repris',
  'walk.said.not-understood': '« {words} » n’a pas été compris.',
  'walk.said.ambiguous':
    '« {words} » peut se lire de plusieurs façons : choisissez le dernier jour travaillé à la page suivante.',
  'walk.said.not-a-day':
    '« {words} » ne désigne pas un jour précis : choisissez le dernier jour travaillé à la page suivante.',
  'walk.said.past': '« {words} » est passé : choisissez le dernier jour travaillé à la page suivante.',
  'walk.who.name': 'Nom',
  'walk.who.jobTitle': 'Fonction',
  'walk.who.team': 'Équipe',
  'walk.who.email': 'E-mail',
  'walk.who.currentManager': 'Manager',
  'walk.who.unknown': 'inconnu',
  'walk.who.photo': 'Photo de {name}',
  'walk.who.accounts': 'Comptes trouvés',
  'walk.who.account': '{system} : {login}',
  'walk.who.accountState': 'état : « {status} »',
  'walk.who.noAccounts': 'Aucun compte n’a été trouvé.',
  'walk.who.unresolved': '{system} n’a pas pu être interrogé : {reason}',
  'walk.who.says': '{source} indique {value}',
  'walk.who.saysSomebody': '{source} indique une personne absente de sa liste',
  'walk.who.disagreed':
    'Sur {field, select, manager {le responsable} team {l’équipe} country {le pays} other {le matricule}} : {said}. Relais se fie à {source}.',
  'walk.who.disagreedOpen':
    'Sur {field, select, manager {le responsable} team {l’équipe} country {le pays} other {le matricule}} : {said}. Relais ne se fie à aucun tant qu’un administrateur n’a pas dit lequel compte.',
  'walk.who.disagreedNames':
    'Sur l’identifiant dans {system} : {said}. Relais les cherche tous : regardez bien à qui sont les comptes trouvés.',
  'walk.who.selfWrittenNames':
    'Sur l’identifiant dans {system} : {said}, et la personne a pu l’écrire elle-même. Relais ne le cherche pas : s’il est exact, ajoutez-le ci-dessous, sous la forme « {system} : nom ».',
  'walk.who.check': 'Est-ce la bonne personne ? Toute la suite concerne ces comptes.',
  'walk.who.found': 'trouvé',

  'walk.kind.kind': 'Type de départ',
  'walk.kind.proposed': '« {kind} » n’est qu’une proposition : choisissez ce qu’il en est.',
  'walk.kind.workerType': 'Contrat',
  'walk.kind.flow': 'Parcours',
  'walk.kind.hint.resignation': 'La personne a décidé de partir',
  'walk.kind.hint.dismissal': 'Confidentiel jusqu’à l’entretien',
  'walk.kind.hint.redundancy': 'Le poste disparaît',
  'walk.kind.hint.retirement': 'La personne prend sa retraite',
  'walk.kind.hint.contract-end': 'Un contrat arrive à son terme',
  'walk.kind.hint.internal-move': 'La personne reste ; seuls les accès de l’ancien poste cessent',
  'walk.kind.flowSteps': '{count, plural, one {# étape} other {# étapes}}',

  'walk.day.title': 'Le dernier jour',
  'walk.day.lastDayHint':
    '{from, select, said {Tel que vous l’avez écrit. Les autres dates suivent ce jour.} proposed {Proposé : dans vingt jours ouvrés. Choisissez le jour convenu ; les autres dates le suivent.} other {Les autres dates suivent ce jour, sauf si elles ont été fixées à la main.}}',
  'walk.day.dates': 'Autres dates et fuseau',
  'walk.day.heirs': 'Quelqu’un d’autre pour un système',
  'walk.day.place': 'Qui voit quoi ?',

  'walk.dates.lastWorkingDay': 'Dernier jour travaillé',
  'walk.dates.lastWorkingDayHint': 'Les dates ci-dessous suivent ce jour, sauf si elles ont été fixées à la main.',
  'walk.dates.contractEnd': 'Fin du contrat',
  'walk.dates.contractEndHint': 'Le même jour ou plus tard : les congés restants comptent.',
  'walk.dates.zone': 'Fuseau horaire',
  'walk.dates.zoneHint': 'Tous les jours et heures de ce départ s’entendent dans ce fuseau.',
  'walk.dates.when': 'Quand les accès prennent-ils fin ?',
  'walk.dates.scheduled': 'À une heure fixée',
  'walk.dates.scheduledDetail': 'D’eux-mêmes, une fois confirmés',
  'walk.dates.now': 'Maintenant',
  'walk.dates.nowDetail': 'Dès que c’est confirmé',
  'walk.dates.cutOffDate': 'Fin des accès le',
  'walk.dates.cutOffTime': 'Fin des accès à',
  'walk.dates.cutOffHint': 'En général, la fin du dernier jour travaillé.',
  'walk.dates.releasedHint':
    'Pour ce type de départ, les accès prennent fin d’un clic pendant l’entretien. Indiquez l’heure prévue de l’entretien.',
  'walk.dates.nowConfirmed': 'Fin immédiate des accès',
  'walk.dates.nowConfirm': 'Oui, les accès peuvent cesser tout de suite',
  'walk.dates.nowConfirmDetail': 'La personne sera déconnectée en plein travail',
  'dates.gap':
    '{kind, select, early {Les accès prennent fin {days, plural, one {# jour} other {# jours}} avant le dernier jour travaillé.} late {Les accès prennent fin {days, plural, one {# jour} other {# jours}} après le dernier jour travaillé.} other {Les accès prennent fin {days, plural, one {# jour} other {# jours}} après la fin du contrat.}}',

  'walk.handovers.title': 'Qui reprend quoi ?',
  'walk.handovers.intro':
    'Les personnes que vous nommez sont sollicitées par message privé, avec vos notes, et peuvent accepter ou refuser. Vous pourrez aussi ajouter des passations plus tard.',
  'walk.handovers.line': '{name}, pour le {day}',
  'walk.handovers.lineFallback': '{name}, sinon {fallback}, pour le {day}',
  'walk.handovers.add': 'Ajouter une passation',
  'walk.handovers.suggest': 'Proposer des passations',
  'walk.handovers.suggested': 'possédé',
  'walk.handovers.owned': '{name}, dans {system}',
  'walk.handovers.handOver': 'Transmettre',
  'walk.handovers.nothingOwned': 'Les systèmes n’indiquent rien d’autre que cette personne possède.',
  'walk.handovers.untold':
    'Pas de réponse complète à temps sur ce que possède cette personne : {systems}. Regardez-y aussi.',
  'walk.handovers.full': 'Vingt passations au maximum. Regroupez-en, ou ajoutez les autres une fois le départ lancé.',

  'handover.title': 'Passation',
  'handover.what': 'Qu’est-ce qui est transmis ?',
  'handover.whatPlaceholder': 'Par exemple : factures mensuelles des fournisseurs',
  'handover.notes': 'Que faut-il savoir ?',
  'handover.notesHint': 'Où sont les choses, à qui demander, ce qui reste ouvert. Votre texte est lu tel quel.',
  'handover.to': 'Qui reprend ?',
  'handover.fallback': 'Et si ce n’est pas possible ?',
  'handover.fallbackHint': 'Personne sollicitée ensuite. Sans elle, la question revient au manager.',
  'handover.due': 'Pour quand ?',
  'handover.dueHint': 'Dernier jour travaillé : {day}',
  'handover.save': 'Enregistrer',
  'handover.ask': 'Solliciter',

  'walk.things.equipment': 'Matériel à rendre',
  'walk.things.equipmentPlaceholder': 'Ordinateur\nBadge\nTéléphone',
  'walk.things.credentials': 'Identifiants partagés que la personne connaît',
  'walk.things.credentialsPlaceholder': 'Compte de l’entreprise sur le réseau social\nCode d’alarme',
  'walk.things.perLine': 'Un par ligne. Seulement son nom, jamais le mot de passe.',
  'walk.things.perLineEquipment': 'Un par ligne.',
  'walk.things.fromRegister':
    'Un par ligne. Le registre connaît {count, plural, one {celui-ci} other {ceux-ci}} : retirez ce qui est faux, ajoutez ce qui manque.',

  'walk.heirs.heir': 'Ce qui était à cette personne va à',
  'walk.heirs.hint':
    'Dans {systems} : fichiers, courrier et tout ce qui a un propriétaire. Le manager, ou qui est nommé dans les réglages d’un système, sauf si vous choisissez quelqu’un d’autre.',
  'walk.heirs.manager': '{name}, sauf si les réglages d’un système nomment quelqu’un d’autre',
  'walk.heirs.in': 'Dans {system}',
  'walk.heirs.one': 'Dans ce système',
  'walk.heirs.line': '{system} : {name}',

  'walk.visibility.open':
    'Les personnes qui reprennent quelque chose sont sollicitées {teammates, select, told {une fois « {step} » fait} other {dès que vous lancez le départ}}. {name} reçoit un premier message {leaver, select, once {tout de suite} told {une fois « {step} » fait} day {le {day}} other {peu avant le dernier jour, ou avec sa première étape}}, avec des remerciements, les dates et une seule liste.',
  'walk.visibility.confidential':
    'Confidentiel : {name} et son équipe n’apprennent rien avant {when, select, click {le clic qui ferme les accès, lors de l’entretien} other {que les accès commencent vraiment à se fermer, prévu le {day}}}. Seuls vous, le manager, les RH et l’équipe informatique savez.{teammates, select, told { Les personnes qui reprennent quelque chose sont sollicitées une fois « {step} » fait.} other {}}',
  'walk.hears.leaver': 'Le premier message à la personne qui part',
  'walk.hears.leaverHint': 'Remerciements, dates, à qui s’adresser, et une seule liste de ce que {name} doit faire.',
  'walk.hears.flow': 'Quand le déroulé le prévoit, ou à la première étape',
  'walk.hears.atOnce': 'Tout de suite',
  'walk.hears.known': 'Dès que c’est possible',
  'walk.hears.told': 'Une fois « {step} » fait',
  'walk.hears.day': 'Le jour ci-dessous',
  'walk.hears.onDay': 'Ce jour-là',
  'walk.hears.past': 'Ce jour est passé. Choisissez un jour plus tard, ou un autre moment.',
  'walk.hears.late': 'Ce jour est après le dernier jour travaillé. Choisissez un jour plus tôt, ou un autre moment.',
  'walk.hears.teammates': 'Les collègues sont sollicités',
  'walk.visibility.manager': 'Le manager et les RH voient l’avancement, les dates et les retards.',
  'walk.visibility.it': 'L’équipe informatique et les RH voient les systèmes, les comptes et ce qui leur arrive.',
  'walk.visibility.teammates': 'Les collègues voient ce qu’il leur est proposé de reprendre, rien d’autre.',
  'walk.visibility.survey': 'Les réponses au questionnaire ne sont lues que par les RH.',
  'walk.visibility.channel': 'Placer la carte en direct dans un canal privé',
  'walk.visibility.channelHint':
    'Tous les membres de ce canal voient la carte ; pour un départ confidentiel, tous doivent le préparer. Vide : elle n’arrive qu’au manager.',
  'walk.visibility.channelElsewhere':
    'Jusqu’ici, la carte en direct devait aller dans un canal {channel, select, slack {Slack} teams {Teams} other {d’une autre plateforme}}. Vous continuez ici : indiquez un canal d’ici, sinon la carte n’arrive qu’au manager.',
  'walk.kept.title': 'Accès conservés',
  'walk.kept.hint': 'Cochez ce dont le nouveau poste a aussi besoin. Le reste de cette liste prend fin.',
  'walk.kept.page': 'Accès {from} à {to} sur {total} pouvant être conservés. Les suivants viennent page après page.',
  'walk.kept.option': '{system} : {what}',

  'walk.plan.title': 'Le plan',
  'walk.plan.submit': 'Lancer le départ',
  'walk.plan.intro':
    'Voici tout ce qui va se passer. Rien n’a encore été envoyé. Les accès ne prennent fin qu’après confirmation par {roles}.',
  'walk.plan.flow': 'Parcours',
  'walk.plan.access': 'Accès qui prennent fin',
  'walk.plan.noAccess': 'Aucun accès à fermer : aucun compte n’a été trouvé.',
  'walk.plan.problems': 'Encore ouvert',
  'walk.plan.handoverLate':
    '« {title} » est transmis après le dernier jour travaillé, quand plus personne ne pourra poser de questions.',
  'walk.plan.dates': 'Dates à vérifier',
  'walk.plan.problem':
    '{system} n’a pas pu être interrogé : {reason}. Vous pouvez lancer le départ ; le système sera interrogé à nouveau avant toute confirmation.',
  'walk.plan.unassigned': 'Personne n’est prévu pour : {title}. Il vous sera demandé de désigner quelqu’un.',
  'walk.plan.step': '{who}, pour le {when}',
  'walk.plan.confirmers': '{count, plural, one {une personne} other {# personnes}} ({role})',
  'walk.plan.noteNoAct': 'Ceci est une simulation : rien n’a été modifié dans aucun système.',
  'walk.plan.checking': 'Les systèmes sont en train d’être interrogés. Cette page se complétera d’elle-même.',
};
