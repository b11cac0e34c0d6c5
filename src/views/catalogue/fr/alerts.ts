import type { alerts as en } from '../en/alerts.ts';

export const alerts: Readonly<Record<keyof typeof en, string>> = {
  'alert.left-out.past': 'Un système avait été laissé de côté',
  'alert.left-out.title': 'Un système est laissé de côté',
  'alert.left-out.text':
    '{what} n’a pas pu dire quels comptes {name} y possède, et l’informatique continue sans lui. Il sera interrogé dès la coupure des accès ; ce qu’il contient demandera sa propre confirmation.',
  'alert.name-unsettled.past': 'Un nom d’utilisateur était à éclaircir',
  'alert.name-unsettled.title': 'Un nom d’utilisateur est à éclaircir',
  'alert.name-unsettled.text':
    'Un nom d’utilisateur indiqué pour {name} ne tient pas dans {what}. Les comptes certains sont coupés comme prévu ; rien n’est compté comme terminé tant que personne n’a éclairci ce nom.',
  'alert.lastUse': 'Dernière utilisation',
  'alert.residual-access.past': 'Un accès était revenu',
  'alert.residual-access.title': 'Un accès est revenu',
  'alert.residual-access.text':
    'Un accès de {name} qui avait pris fin est de retour : {what}. Il est rouvert ici pour être fermé.',
  'alert.activity.past': 'Un compte avait été utilisé',
  'alert.activity.title': 'Un compte a été utilisé',
  'alert.activity.text': 'Un compte de {name} a été utilisé après la fin des accès : {what}.',
  'alert.cut-off-unconfirmed.past': 'L’heure prévue était passée sans confirmation',
  'alert.cut-off-unconfirmed.title': 'Des accès restent ouverts',
  'alert.cut-off-unconfirmed.text':
    'Les accès de {name} devaient prendre fin le {when}. Il manque une confirmation, ou un système dans le plan : rien n’a été fait.',
  'alert.cut-off-restored.past': 'Une confirmation était nécessaire après la restauration',
  'alert.cut-off-restored.title': 'À confirmer de nouveau après la restauration',
  'alert.cut-off-restored.text':
    'Relais a été restauré depuis une sauvegarde. Ce qui a été décidé pour {name} depuis cette sauvegarde est perdu, même que la personne reste. Les accès devaient prendre fin le {when} ; rien ne commence avant une nouvelle confirmation du plan.',
  'alert.cut-off-soon.past': 'Il manquait une confirmation',
  'alert.cut-off-soon.title': 'Pas encore confirmé',
  'alert.cut-off-soon.text':
    'Les accès de {name} prennent fin le {when}, mais seulement une fois le plan complet et confirmé.',
  'alert.meeting-soon.past': 'Il manquait une confirmation avant l’entretien',
  'alert.meeting-soon.title': 'L’entretien n’est pas prêt',
  'alert.meeting-soon.text':
    'L’entretien avec {name} est prévu le {when}. Son bouton ne ferme rien tant que le plan n’est pas complet et confirmé.',
  'alert.meeting-unconfirmed.past': 'Il manquait une confirmation à l’entretien',
  'alert.meeting-unconfirmed.title': 'L’entretien ne peut pas fermer les accès',
  'alert.meeting-unconfirmed.text':
    'L’entretien avec {name} était prévu le {when}, et son bouton ne fonctionne pas : il manque une confirmation, ou un système dans le plan. Confirmez maintenant, ou faites déplacer l’heure par la personne qui le mène.',
  'alert.unreleased.past': 'Les accès étaient restés ouverts après l’entretien',
  'alert.unreleased.title': 'Personne n’a encore mis fin aux accès',
  'alert.unreleased.text':
    'L’entretien avec {name} était prévu le {when}, et les accès restent ouverts : ils ne prennent fin que par un clic après l’entretien. S’il n’a pas eu lieu, déplacez les dates ou annulez le départ.',
  'alert.unassigned.past': 'Une tâche était sans responsable',
  'alert.unassigned.title': 'Une tâche sans responsable',
  'alert.unassigned.text': 'Dans le départ de {name}, personne n’a repris : {what}.',
  'alert.plan-unresolved.past': 'Il manquait un système dans le plan',
  'alert.plan-unresolved.title': 'Il manque un système dans le plan',
  'alert.plan-unresolved.text':
    '{what} n’a pas pu dire quels comptes a {name}. D’ici là, rien ne peut être confirmé, et rien ne commence à la fin des accès.',
  'alert.run-unresolved.past': 'Un système ne disait pas ce qui restait ouvert',
  'alert.run-unresolved.title': 'Des accès sont peut-être encore ouverts',
  'alert.run-unresolved.text':
    '{what} ne dit pas ce que {name} y a encore, alors que la coupure a commencé. Relais redemande de lui-même ; d’ici là, rien n’y est compté comme fermé.',
  'alert.unchecked.past': 'Des accès ne se vérifiaient plus',
  'alert.unchecked.title': 'Des accès ne se vérifient plus',
  'alert.unchecked.text':
    'Depuis un jour ou plus, {what} ne montre pas si les accès de {name} sont toujours fermés, ni si le compte a servi. Relais redemande quelques jours, puis s’arrête : vérifiez-le vous-même.',
  'alert.because': 'Raison',
  'alert.action-failed.past': 'La fermeture d’un accès avait échoué',
  'alert.action-failed.title': 'La fermeture d’un accès a échoué',
  'alert.action-failed.text': 'Un compte de {name} attend une personne : {what}. Relais ne continue pas seul ici.',
  'alert.still-moving.past': 'Des données ont mis des jours à être transmises',
  'alert.still-moving.title': 'Des données sont encore en cours de transmission',
  'alert.still-moving.text':
    'Depuis plus de trois jours, le système dit transmettre ce que possédait {name} : {what}. Relais continue de l’interroger. Ce qui en dépend, comme une licence, reste jusque-là : vérifiez là-bas si la transmission est bloquée.',
  'alert.account-open.past': 'Un compte était resté ouvert',
  'alert.account-open.title': 'Un compte est encore ouvert',
  'alert.account-open.text': 'L’heure est venue, et la fermeture d’un compte de {name} n’est pas prouvée : {what}.',
  'alert.open-again.past': 'Des accès étaient ouverts, à confirmer de nouveau',
  'alert.open-again.title': 'Ouvert, à confirmer de nouveau',
  'alert.open-again.text':
    'Des accès de {name} sont ouverts : {what}. La confirmation précédente a pris fin, parce que Relais a été restauré depuis une sauvegarde. Si {name} travaille de nouveau ici, la personne reste ; sinon, confirmez : ils prennent fin tout de suite.',
  'alert.appeared.past': 'Un élément que personne n’avait confirmé était apparu',
  'alert.appeared.title': 'Un élément que personne n’a confirmé est apparu',
  'alert.appeared.text': 'Pour {name}, les systèmes contiennent plus que le plan confirmé : {what}.',
  'alert.proof-waits.past': 'Un second regard était nécessaire',
  'alert.proof-waits.title': 'Un second regard est nécessaire',
  'alert.proof-waits.text':
    'Pour le départ de {name}, ceci a été fait à la main et ne compte qu’une fois validé par une autre personne : {what}.',
  'alert.about': 'Concerne',
  'alert.now': 'Maintenant',
  'alert.nowAccess': 'accès : {state}',
  'alert.since': 'Depuis',
  'alert.cleared': 'Réglé le {when}.',
  'alert.over': 'Terminé depuis le {when}.',
  'alert.overAndWaits':
    'Terminé depuis le {when}, mais les accès demandent encore quelqu’un : un autre message dit pourquoi.',
  'alert.overtaken': 'L’heure est venue le {when}. Un autre message dit ce qu’il en est.',
  'alert.subtitle': 'Départ de {name}',
};
