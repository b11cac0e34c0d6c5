/** Words that many cards share: kinds, roles, states. */
export const words = {
  'word.somebody': 'somebody',
  'word.nobody': 'nobody',
  'word.relais': 'Relais',
  'word.until': 'for now',
  'word.open': 'open',
  'word.unresolved': 'unresolved',
  'word.unreached': 'not reached',

  'notYours.title': 'Nothing to do here',
  'notYours.text': 'There is nothing for you to do here any more.',

  'kind.resignation': 'Resignation',
  'kind.dismissal': 'Dismissal',
  'kind.redundancy': 'Redundancy',
  'kind.retirement': 'Retirement',
  'kind.contract-end': 'End of contract',
  'kind.internal-move': 'Internal move',

  'worker.employee': 'Employee',
  'worker.contractor': 'Freelancer',
  'worker.consultant': 'Consultant',
  'worker.field-agent': 'Field agent',

  'role.manager': 'the manager',
  'role.leaver': 'the person leaving',
  'role.hr': 'HR',
  'role.it': 'IT',
  'role.admin': 'an administrator',

  'status.draft': 'draft',
  'status.active': 'under way',
  'status.completed': 'completed',
  'status.cancelled': 'cancelled',
  'status.retained': 'the person stays',

  'tier.finance': 'Finance',
  'tier.crm': 'CRM',
  'tier.cloud': 'Cloud',
  'tier.code': 'Code',
  'tier.identity': 'Identity',
  'tier.collaboration': 'Collaboration',
  'tier.mail': 'Mail',
  'tier.devices': 'Devices',
  'tier.other': 'Other systems',

  'nature.step': 'Step',
  'nature.handover': 'Handover',
  'nature.equipment': 'Equipment',
  'nature.credential': 'Shared credential',
  'nature.restore': 'Access to give back',

  'condition.good': 'Good',
  'condition.worn': 'Worn',
  'condition.damaged': 'Damaged',
  'condition.missing': 'Missing',

  'task-status.waiting': 'not yet',
  'task-status.offered': 'not answered',
  'task-status.accepted': 'accepted',
  'task-status.unassigned': 'nobody yet',
  'task-status.done': 'done',
  'task-status.skipped': 'skipped',
  'task-status.late': 'late',

  'a11y.button': '{label}: {about}',
} as const;
