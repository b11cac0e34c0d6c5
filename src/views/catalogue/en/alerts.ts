/** What must be on somebody’s list: each alert while it stands, and once it is over. */
export const alerts = {
  'alert.left-out.past': 'A system was left out for now',
  'alert.left-out.title': 'A system is left out for now',
  'alert.left-out.text':
    '{what} could not say which accounts {name} has, and IT goes on without it. It is asked as soon as access ends; what it holds then needs a confirmation of its own.',
  'alert.name-unsettled.past': 'A user name had to be settled',
  'alert.name-unsettled.title': 'Whose a user name is has to be settled',
  'alert.name-unsettled.text':
    '{what} was told a user name of {name} that does not hold there. The accounts that are certain end as planned; nothing counts as complete until somebody has settled the name.',
  'alert.lastUse': 'Last use',
  'alert.residual-access.past': 'Access had come back',
  'alert.residual-access.title': 'Access is back',
  'alert.residual-access.text':
    'Access of {name} that had ended is there again: {what}. It was opened again here so that it can be closed.',
  'alert.activity.past': 'An account had been used',
  'alert.activity.title': 'An account was used',
  'alert.activity.text': 'An account of {name} was used after access had ended: {what}.',
  'alert.cut-off-unconfirmed.past': 'The set time had passed without confirmation',
  'alert.cut-off-unconfirmed.title': 'Access is still open',
  'alert.cut-off-unconfirmed.text':
    'Access of {name} was to end on {when}. A confirmation is missing, or a system is missing from the plan, so nothing was done.',
  'alert.cut-off-restored.past': 'A confirmation was needed after the restore',
  'alert.cut-off-restored.title': 'Confirm again after the restore',
  'alert.cut-off-restored.text':
    'Relais was put back from a backup. What was decided about {name} since that backup is lost, also that the person stays. Access was to end on {when}; nothing begins before the plan is confirmed again.',
  'alert.cut-off-soon.past': 'A confirmation was missing',
  'alert.cut-off-soon.title': 'Not confirmed yet',
  'alert.cut-off-soon.text': 'Access of {name} ends on {when}, but only once the plan is complete and confirmed.',
  'alert.meeting-soon.past': 'A confirmation was missing before the meeting',
  'alert.meeting-soon.title': 'The meeting is not ready',
  'alert.meeting-soon.text':
    'The meeting with {name} is planned for {when}. Its button ends nothing before the plan is complete and confirmed.',
  'alert.meeting-unconfirmed.past': 'A confirmation was missing at the meeting',
  'alert.meeting-unconfirmed.title': 'The meeting cannot end access',
  'alert.meeting-unconfirmed.text':
    'The meeting with {name} was planned for {when}, and its button does not work: a confirmation is missing, or a system is missing from the plan. Confirm now, or let whoever leads it move the time.',
  'alert.unreleased.past': 'Access was still open after the meeting',
  'alert.unreleased.title': 'Nobody has ended access yet',
  'alert.unreleased.text':
    'The meeting with {name} was planned for {when}, and access is still open: it ends only with a click after the meeting. If the meeting did not take place, move the dates or cancel the departure.',
  'alert.unassigned.past': 'Nobody had this task',
  'alert.unassigned.title': 'Nobody has this task',
  'alert.unassigned.text': 'In the departure of {name}, nobody has taken over: {what}.',
  'alert.plan-unresolved.past': 'A system was missing from the plan',
  'alert.plan-unresolved.title': 'A system is missing from the plan',
  'alert.plan-unresolved.text':
    '{what} could not say which accounts {name} has. Until it does, nothing can be confirmed, and nothing begins at the cut-off.',
  'alert.run-unresolved.past': 'A system did not say what was still open',
  'alert.run-unresolved.title': 'Access may still be open',
  'alert.run-unresolved.text':
    '{what} does not say what {name} still has there, and the cut-off has begun. Relais asks again by itself; until there is an answer, nothing there counts as closed.',
  'alert.unchecked.past': 'Access could not be checked',
  'alert.unchecked.title': 'Access cannot be checked',
  'alert.unchecked.text':
    'For a day or longer, {what} has not shown whether the access of {name} is still ended, or whether the account was used. Relais asks again for some days, and then no longer: look there by hand.',
  'alert.because': 'Because',
  'alert.action-failed.past': 'Ending access had not worked',
  'alert.action-failed.title': 'Ending access did not work',
  'alert.action-failed.text': 'An account of {name} waits for a person: {what}. Relais does not go on by itself here.',
  'alert.still-moving.past': 'Data took days to be handed over',
  'alert.still-moving.title': 'Data is still being handed over',
  'alert.still-moving.text':
    'For more than three days the system has said that it is handing over what {name} owned: {what}. Relais goes on asking it. What waits for this, such as a licence, stays until then: look there whether it is stuck.',
  'alert.account-open.past': 'An account was still open',
  'alert.account-open.title': 'An account is still open',
  'alert.account-open.text': 'The time has come, and an account of {name} is not proven closed: {what}.',
  'alert.open-again.past': 'Access was open, to be confirmed again',
  'alert.open-again.title': 'Open, and to be confirmed again',
  'alert.open-again.text':
    'Access of {name} is open in: {what}. The earlier confirmation has ended, because Relais was put back from a backup. If {name} works here again, the person stays; if not, confirm, and it ends at once.',
  'alert.appeared.past': 'Something had appeared that nobody had confirmed',
  'alert.appeared.title': 'Something appeared that nobody confirmed',
  'alert.appeared.text': 'For {name}, a look at the systems found more than the plan that was confirmed, in: {what}.',
  'alert.proof-waits.past': 'A second look was needed',
  'alert.proof-waits.title': 'A second look is needed',
  'alert.proof-waits.text':
    'In the departure of {name}, this was done by hand and counts only once somebody else has accepted it: {what}.',
  'alert.about': 'About',
  'alert.now': 'Now',
  'alert.nowAccess': 'access: {state}',
  'alert.since': 'Since',
  'alert.cleared': 'Settled on {when}.',
  'alert.over': 'This is over since {when}.',
  'alert.overAndWaits':
    'This is over since {when}, and the access still needs somebody: another message says for what.',
  'alert.overtaken': 'The time came on {when}. What became of it is told in another message.',
  'alert.subtitle': 'Departure of {name}',
} as const;
