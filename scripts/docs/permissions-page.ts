import type { PersonCommandType } from '../../src/domain/command.ts';
import { type DepartureStatus, departureStatusSchema } from '../../src/domain/departure.ts';
import { evidenceTakers } from '../../src/domain/evidence/takers.ts';
import { isPermitted, mayStart, permissions, type Relation, relations } from '../../src/domain/people/permissions.ts';
import { code, table } from './markdown.ts';

const roleName = (role: 'hr' | 'it' | 'admin') => headings[role];

type RuledCommand = keyof typeof permissions;

/** Each command in plain words; one without words does not compile. */
const words: Readonly<Record<RuledCommand, string>> = {
  'draft.edit': 'Fill in the walk, page by page',
  'draft.discard': 'Throw the draft away',
  'plan.submit': 'Start the departure as planned',
  'departure.reschedule': 'Change the dates, until the cut-off has begun',
  'departure.cancel': 'Cancel the departure, with a reason',
  'departure.undo-cancel': 'Take one’s own cancellation back, within a minute',
  'departure.retain': 'Say that the person stays after all, with a reason',
  'departure.reopen': 'Take an ended departure up again, with a reason',
  'departure.complete': 'Mark it complete, when nothing is open',
  'handover.add': 'Add a handover while it is under way',
  'task.accept': 'Accept a task',
  'task.decline': 'Decline a task, with a reason',
  'task.complete': 'Say that a task is done',
  'task.reassign': 'Give a task to somebody else',
  'task.skip': 'Skip a task, with a reason',
  'task.check': 'Tick parts of the checklist of a step',
  'task.attach': 'Bring a file as proof of a step that asks for one',
  'task.detach': 'Take out a file that one has brought oneself',
  'task.skip-own': 'Leave out an optional step of one’s own, with a reason',
  'task.send-back': 'Send back, with a reason, what one is asked to approve',
  'task.undo': 'Take back, within a minute, what one has said is done or skipped',
  'access.confirm': 'Confirm exactly the access plan that is shown',
  'access.withdraw': 'Take back one’s own confirmation',
  'access.replan': 'Ask every system again what would be done',
  'access.set-aside': 'Go on without a system that does not answer',
  'cut-off.release': 'Press the button at the meeting: access ends now',
  'access.retry': 'Try a failed action again',
  'access.hand': 'Hand an action to a person who does it by hand',
  'access.prove': 'Say what was done by hand, with proof',
  'access.accept-proof': 'Accept, as the second person, what somebody else did by hand',
  'access.waive': 'Leave an access open knowingly: who, why, until when',
  'brake.release': 'Release, as one of two people, what a brake holds',
  'alert.acknowledge': 'Take the alarm about a used account off, once somebody has looked into it',
  'contact.give': 'Give, or change, the address at which the leaver is reached afterwards',
  'contact.remove': 'Take that address back',
  'hr.take': 'Prepare a departure that an HR system began',
  'hr.share': 'Let the manager prepare it',
  'hr.dismiss': 'Discard a draft that an HR system began',
  'hr.keep': 'Keep what was set, against what HR says',
  'hr.settle': 'Decide about somebody who is employed again',
  'hold.ask': 'Put a legal hold on the departure or the person, as the first of two people',
  'hold.confirm': 'Confirm a legal hold, as the second; one of the two is HR',
  'hold.lift': 'Lift a legal hold, as one of two; one of them is HR',
  'hold.review': 'Say that a legal hold is still needed',
  'erasure.ask': 'Ask that an ended departure be erased before its time',
  'erasure.confirm': 'Erase it, as the second person; one of the two is HR',
  'erasure.withdraw': 'Say that it is not erased before its time',
  'contact.confirm': 'Say, on the page that was sent there, that this address is the leaver’s',
  'contact.deny': 'Say there that it is not, or that nothing more shall come',
  'wave.leave': 'Leave one person out of the wave that one confirms',
  'dossier.begin': 'Begin the dossier of what the leaver knows',
  'topic.add': 'Add a topic to it',
  'topic.write': 'Write topics of it; of those that one was handed, their heir too',
  'topic.assign': 'Say who takes a topic over',
  'announcement.approve': 'Approve what colleagues are told, when and where',
  'announcement.confirm': 'Approve as HR what somebody else wants to tell colleagues',
  'announcement.take-back': 'Take back what colleagues are told',
  'keepsake.ask': 'Ask somebody to sign the farewell card',
  'keepsake.sign': 'Sign the farewell card, as somebody who was asked to',
  'keepsake.remove': 'Take a greeting out of the farewell card: one’s own, or as whoever leads',
  'topic.receive': 'Give the receipt for a topic that one was handed',
  'topic.leave-out': 'Leave a topic out',
  'equipment.add': 'Add a thing to hand back that nobody had named',
  'equipment.way': 'Say how a thing comes back',
  'equipment.ship': 'Say that a thing was sent, and under which number',
  'equipment.lose': 'Say that a thing cannot be found',
  'equipment.decide': 'Decide about a thing that does not come back: kept, written off, or its cost recovered',
  'equipment.remote-ask': 'Ask that a device be locked or wiped, as the first of two people',
  'equipment.remote-confirm': 'Agree to that, as the second',
  'equipment.remote-drop': 'Say that it is not wanted any more',
  'dossier.push': 'Send the dossier to the wiki',
  'session.plan': 'Plan a handover session',
  'session.move': 'Move a handover session; its heir too',
  'session.call-off': 'Call a handover session off; its heir too',
  'session.confirm-held': 'Say, as its heir, that a handover session took place',
  'session.note': 'Note what came of a handover session',
  'survey.answer': 'Answer the exit survey, or change the answers',
};

const headings: Readonly<Record<Relation, string>> = {
  requester: 'requester',
  manager: 'manager',
  leaver: 'leaver',
  assignee: 'assignee',
  hr: 'HR',
  it: 'IT',
  admin: 'admin',
};

const states: Readonly<Record<DepartureStatus, string>> = {
  draft: 'the walk is not finished; nobody was told',
  active: 'from the plan on, until it ends',
  completed: 'everything is done and proven',
  cancelled: 'called off, with the reason',
  retained: 'the person stays after all',
};

/** `docs/permissions.md`: who may do what in which state, from the table that every command is checked against. */
export function permissionsPage(): string {
  const sections = departureStatusSchema.options.map(
    (status) => `### ${code(status)}: ${states[status]}\n\n${tableOf(status)}`,
  );
  return `<!-- Generated from src/domain/people/permissions.ts by "npm run docs". Do not edit. -->

# Who may do what

Every command of every person is checked against one table, in the domain, whatever the channel: it does not matter
which buttons somebody can see. The same table is in \`src/domain/people/permissions.ts\`;
\`test/domain/people/permissions.test.ts\` walks every actor × command × state.

## The actors

| actor | who that is |
| --- | --- |
| requester | whoever began this departure |
| manager | the leaver's manager in this departure |
| leaver | the person leaving |
| assignee | whoever holds the task, or was handed the action or the topic, or is the heir of the session, that the command is about |
| HR, IT, admin | the company roles in \`relais.yaml\`, as they are at the moment of the click |

One person may be several of these, and may do what any of them may. One exception: **whoever is leaving is only
\`leaver\` and \`assignee\` in their own departure**, whatever role they hold in the company.

## Starting

${starting()}

## What holds besides the tables

- Somebody who may not see a departure is told that there is none, never that they may not. A confidential departure is
  invisible to everybody who does not prepare it, the leaver and teammates first, until its cut-off has really begun or is
  released: the clock alone tells nobody, and one that is called off before never surfaces.
- Somebody left out of a confidential departure, or of a draft, who may begin one for the same person (the recorded
  manager) is answered as if there were none: theirs is kept beside it, and HR and administrators see both once they are started.
- A draft is seen and changed by its author only, HR and admins included among those who do not know of it.
- The requester never confirms the access plan, and neither does the leaver. One person counts once, in one role. Which
  roles must confirm, and how many people of each, is in the flow.
- What was done by hand counts no more than an exception: whoever asked for the departure neither takes an action
  out of the run by handing it to somebody nor says that it was done, and nobody says so before the plan is confirmed and its time has come. In systems
  of the tiers that the flow names (\`confirmation.secondPersonTiers\`, finance as shipped) it counts only once a second
  person of HR, IT or the administrators has accepted it: never whoever said that it was done.
- A plan whose quorum could never be reached is not started: the requester and the leaver do not count, nobody counts
  twice. Rights are those of the moment of the click; when the roles change later so that nobody is left, nothing runs, and
  the alarms two business days before the cut-off and at the cut-off tell HR, IT and the manager.
- A confirmation is for one plan (its hash) and expires. A click on a card that has changed since is refused.
- Once the run has begun only HR and administrators cancel the departure or say that the person stays ((✓) in the table):
  the requester, and the manager whom they named, could otherwise stop it half way and leave the rest open.
- What ended can be closed, not undone: after \`cancelled\` and \`retained\` only the tasks that give access back go on.
- Packs of evidence are taken from chat by ${evidenceTakers.auditor.map(roleName).join(', ')}; with names, by
  ${evidenceTakers.full.map(roleName).join(', ')}: of departures that were started and that they may see, never of their own.
- What the brake of the HR feed holds belongs to no departure yet: HR and administrators see the list and decide it, two
  different people to release it, one to leave it; whoever is on the list sees nobody on it and decides nothing. That is
  checked in the engine (\`src/engine/brakes/hr-feed-release.ts\`), bound to exactly the list that was shown.
- Relais itself (the clock and the reconciler) reports results and reminds. No person can send its commands, and it can
  send no person's.

## The tables

✓ may, – may not, (✓) may until the run has begun. A command that is not listed in a state is refused to everybody there.

${sections.join('\n\n')}
`;
}

function tableOf(status: DepartureStatus): string {
  const commands = keysOf(permissions).filter((command) => permissions[command].in.includes(status));
  return table(
    ['what', 'command', ...relations.map((relation) => headings[relation])],
    commands.map((command) => [
      words[command],
      code(command),
      ...relations.map((relation) => mark(command, relation, status)),
    ]),
  );
}

function mark(command: RuledCommand, relation: Relation, status: DepartureStatus): string {
  if (!isPermitted(command, relation, { status, running: false })) return '–';
  return isPermitted(command, relation, { status, running: true }) ? '✓' : '(✓)';
}

const startCommand: PersonCommandType = 'draft.start';

function starting(): string {
  const leaver = { id: 'leaver', managerId: 'manager' };
  const mark = (id: string, roles: readonly ('hr' | 'it' | 'admin')[], managerId: string | null) =>
    mayStart({ type: 'person', id, roles }, { ...leaver, managerId }) ? '✓' : '–';
  const rows: [who: string, id: string, roles: readonly ('hr' | 'it' | 'admin')[]][] = [
    ['HR', 'other', ['hr']],
    ['admin', 'other', ['admin']],
    ['the recorded manager', 'manager', []],
    ['IT', 'other', ['it']],
    ['anybody else', 'other', []],
    ['the person leaving, HR or not', 'leaver', ['hr', 'admin']],
  ];
  return `${code(startCommand)}: begin a departure with \`/offboard\`. There is one open departure per
person, as far as whoever asks may know; only a confidential one can be open beside another. Many at once, as a wave, are begun by
HR and administrators alone. An HR system that is configured begins drafts too, which are HR's and the administrators', and the
manager's once they may know; with \`hr.onTermination: plan\` what is no secret and complete is planned at once, led by the manager.

${table(
  ['who', 'a manager is recorded for the person', 'no manager is recorded'],
  rows.map(([who, id, roles]) => [who, mark(id, roles, 'manager'), mark(id, roles, null)]),
)}`;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
