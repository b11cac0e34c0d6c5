import type { words as en } from '../en/words.ts';

export const words: Readonly<Record<keyof typeof en, string>> = {
  'word.somebody': 'quelqu’un',
  'word.nobody': 'personne',
  'word.relais': 'Relais',
  'word.ourCompany': 'notre entreprise',
  'word.until': 'pour l’instant',
  'word.formerSystem': 'un système qui n’est plus dans le plan',
  'word.formerTask': 'une tâche qui n’est plus prévue',
  'word.open': 'à faire',
  'word.unresolved': 'non résolu',
  'word.unreached': 'injoignable',

  'notYours.title': 'Rien à faire ici',
  'notYours.text': 'Vous n’avez plus rien à faire ici.',

  'kind.resignation': 'Démission',
  'kind.dismissal': 'Licenciement',
  'kind.redundancy': 'Licenciement économique',
  'kind.retirement': 'Départ à la retraite',
  'kind.contract-end': 'Fin de contrat',
  'kind.internal-move': 'Mobilité interne',

  'worker.employee': 'Salarié',
  'worker.contractor': 'Indépendant',
  'worker.consultant': 'Consultant',
  'worker.field-agent': 'Agent de terrain',

  'role.manager': 'le manager',
  'role.leaver': 'la personne qui part',
  'role.hr': 'les RH',
  'role.it': 'l’équipe informatique',
  'role.admin': 'un administrateur',

  'status.draft': 'brouillon',
  'status.active': 'en cours',
  'status.completed': 'terminé',
  'status.cancelled': 'annulé',
  'status.retained': 'la personne reste',

  'tier.finance': 'Finance',
  'tier.crm': 'CRM',
  'tier.cloud': 'Cloud',
  'tier.code': 'Code',
  'tier.identity': 'Identité',
  'tier.collaboration': 'Collaboration',
  'tier.mail': 'Messagerie',
  'tier.devices': 'Appareils',
  'tier.other': 'Autres systèmes',

  'nature.step': 'Étape',
  'nature.handover': 'Passation',
  'nature.equipment': 'Matériel',
  'nature.credential': 'Identifiant partagé',
  'nature.shared-account': 'Compte partagé',
  'nature.restore': 'Accès à rendre',

  'condition.good': 'Bon état',
  'condition.worn': 'Usé',
  'condition.damaged': 'Abîmé',
  'condition.missing': 'Manquant',

  'task-status.waiting': 'pas encore',
  'task-status.offered': 'sans réponse',
  'task-status.accepted': 'accepté',
  'task-status.unassigned': 'sans responsable',
  'task-status.done': 'fait',
  'task-status.skipped': 'passé',
  'task-status.late': 'en retard',

  'word.labelled': '{label} : {words}',
  'a11y.button': '{label} : {about}',
};
