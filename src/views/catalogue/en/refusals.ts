/** Why something was not done, and what to do instead; one for each code of domain/refusal.ts. */
export const refusals = {
  'refusal.not-found': 'There is no such departure, or it is not yours to see.',
  'refusal.not-permitted': 'This is not yours to do in this departure. Its manager or HR can.',
  'refusal.wrong-status':
    'This departure is {status, select, draft {still a draft} active {under way} completed {completed} cancelled {cancelled} retained {closed, because the person stays} other {in another state}}, so this cannot be done now.',
  'refusal.stop-needs-role': 'Access has begun to end. From now on only HR or an administrator can stop it.',
  'refusal.stale': 'Somebody was faster: this changed after you opened it. Look at it again, then decide.',
  'refusal.plan-changed':
    'The plan changed after you opened it. Nothing was confirmed. Read the new plan, then confirm again.',
  'refusal.draft-incomplete':
    'One thing is still missing: {field, select, kind {the kind of departure} workerType {the kind of contract} dates {the dates} flow {the flow} manager {the manager} other {a page of the form}}.',
  'refusal.leaver-is-actor': 'Nobody can steer their own departure. Ask your manager or HR.',
  'refusal.leaver-is-manager': 'The person leaving cannot be the manager of their own departure. Choose somebody else.',
  'refusal.assignee-is-leaver': '{name} is leaving too. Choose somebody who stays.',
  'refusal.dates-out-of-order': 'The last working day cannot be after the end of the contract.',
  'refusal.cut-off-in-past':
    'The time at which access ends has already passed. Choose a later one{now, select, offered {, or choose “Now”} other {}}.',
  'refusal.cut-off-too-soon':
    'This is less than fifteen minutes ahead, and access only ends once it is confirmed. Choose a later time{now, select, offered {, or choose “Now”} other {}}.',
  'refusal.now-needs-confirmation': 'Tick the box to say that access may end right away.',
  'refusal.flow-does-not-fit': 'This flow is not made for this kind of departure and contract. Choose another.',
  'refusal.quorum-unreachable':
    'Nobody could ever confirm this plan, so it is not started. It needs {needed, plural, one {# person} other {# people}} of {role, select, hr {HR} it {IT} other {the administrators}}, and {able, plural, =0 {nobody can confirm there} other {only {names} can confirm there}}: whoever starts the departure and the person leaving never count, and one person counts once. {starters, plural, =0 {} other {Let {starterNames} start it, or add somebody. }}Whoever runs Relais adds people under organisation.roles.{role} in relais.yaml.',
  'refusal.systems-unresolved':
    'These systems could not be asked yet: {systems}. Ask them again before you confirm, so that nothing is missed.',
  'refusal.nothing-to-confirm': 'There is no access to end in this plan, so there is nothing to confirm.',
  'refusal.requester-cannot-confirm':
    'You started this departure, so somebody else must decide about the access that ends.',
  'refusal.already-confirmed': 'You have already confirmed this plan.',
  'refusal.role-not-needed': 'The confirmations of your role are complete; nothing more is needed from you.',
  'refusal.not-confirmed-yet': 'The access that ends is not confirmed by everybody yet. Nothing was done.',
  'refusal.not-released-by-click': 'Access ends by itself at the set time in this departure; no click is needed.',
  'refusal.already-released': 'Access is already being ended.',
  'refusal.run-started': 'Access has begun to end, so this can no longer be changed.',
  'refusal.task-not-open': 'This is already closed.',
  'refusal.undo-over':
    'This can be taken back for one minute, by whoever did it. Reopen the departure, or ask its manager.',
  'refusal.task-waits': 'Something else comes first. You will hear from Relais when it is your turn.',
  'refusal.notes-needed': 'Write a short note: this step needs one.',
  'refusal.file-needed': 'This step needs a file: a screenshot, a photo or a PDF. Press Add a file first.',
  'refusal.file-not-asked': 'This step asks for no file.',
  'refusal.too-many-files': 'There are {max} files already, which is the most. Remove one first.',
  'refusal.file-not-yours': 'Only whoever brought a file removes it, and only before somebody has looked at the step.',
  'refusal.condition-needed': 'Say in which condition it came back.',
  'refusal.signature-needed': 'Type your full name: it is your signature.',
  'refusal.signature-other-name': 'Sign with your own name, with every word of it and no other words: {name}.',
  'refusal.signed-by-another': 'Only whoever was asked signs this. Leave the step out with a reason if it stays open.',
  'refusal.checklist-open':
    '{left, plural, one {One part of the checklist is} other {# parts of the checklist are}} not ticked yet. Tick what is finished; it is done once all of it is.',
  'refusal.step-not-optional': 'This step cannot be left out by whoever has it. Decline it with a reason instead.',
  'refusal.approve-own':
    'You did this yourself, or approved it already, so somebody else must approve it. Decline it, and Relais asks the next person.',
  'refusal.skip-own-approval':
    'This is the approval of what you did, or have to do, so it is not yours to skip. Somebody else can: the manager, HR or an administrator.',
  'refusal.skipped-its-approval':
    'You skipped the approval of this step, so somebody else has to do it. Give it back, or hand it to another person.',
  'refusal.approver-only': '{name} does not have the role that approves this. Choose somebody who has it.',
  'refusal.approver-did-it': '{name} did this, or approved it already. Choose somebody else who has the role.',
  'refusal.declined-before': 'This person has already declined. Choose somebody else.',
  'refusal.action-not-open': 'This is already settled.',
  'refusal.action-not-manual': 'Relais does this itself; nobody needs to prove it.',
  'refusal.too-early-to-prove': 'Access does not end before its time. Say what was done by hand once it has come.',
  'refusal.no-proof-waits': 'Nothing waits here for a second person to accept.',
  'refusal.second-person-needed':
    'You said yourself that this was done, so somebody else of HR, IT or the administrators must accept it.',
  'refusal.waiver-in-past': 'The last day of the exception has already passed. Choose a later one.',
  'refusal.work-open':
    'It cannot be completed yet: {tasks, plural, =0 {no task} one {# task} other {# tasks}} and {actions, plural, =0 {no access} one {# access} other {# accesses}} are still open.',
  'refusal.survey-not-open': 'The survey is not open yet. Relais will send it to you.',
  'refusal.survey-closed': 'The survey is closed. Your answers, if you gave any, are kept as they were.',
  'refusal.dossier-exists': 'The dossier has already begun.',
  'refusal.dossier-missing': 'There is no dossier for this departure yet.',
  'refusal.dossier-full': 'A dossier holds {most} topics at most. Leave one out, or write more into another.',
  'refusal.dossier-secret':
    'This departure is still confidential, and a wiki is read by many. Send the dossier once people know.',
  'refusal.dossier-on-its-way': 'The dossier is already on its way.',
  'refusal.session-too-early':
    'No session can be planned now: the leaver or this person does not know yet, or access has begun to end.',
  'refusal.too-many-sessions': 'A departure has {most} sessions at most.',
  'refusal.session-in-past': 'That time has passed. Choose a later one.',
  'refusal.session-outside-hours':
    'That is outside the working hours of one of the two, or on a day off. Choose a time between 9:00 and 18:00 of both.',
  'refusal.session-after-last-day': 'The session would end after the last working day. Choose an earlier time.',
  'refusal.session-overlaps':
    'Another session is planned at that time. Open the sessions again to see the next free one.',
  'refusal.session-over': 'This session is over, or was called off.',
  'refusal.session-ahead': 'This session has not begun yet.',
  'refusal.topic-unwritten': 'Nothing is written there yet, so there is nothing to confirm.',
  'refusal.survey-empty': 'Nothing is filled in yet. Answer one question at least, or close this page.',
  'refusal.survey-question-unknown': 'One of the questions has changed. Open the survey again, please.',
  'refusal.duplicate': 'A departure of this person is already open. Continue that one instead.',
  'refusal.held-by-hr':
    'HR says that this person is employed again, so nothing begins. HR or an administrator decides on the card from the HR system.',
  'refusal.in-wave': 'Whoever leaves with the same wave prepares no departure of it. Name somebody else.',
  'refusal.not-in-wave': 'This departure is in no wave.',
  'refusal.wave-empty': 'Nobody is in the list.',
  'refusal.wave-not-planned': 'Not everybody is planned yet. The card says when it can be confirmed.',
  'refusal.contact-closes': 'This address closes together with the rest. Give one that stays, such as a private one.',
} as const;
