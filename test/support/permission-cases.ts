import type { PersonCommand } from '../../src/domain/command.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { thingCalled } from '../../src/domain/equipment/thing.ts';
import type { DossierPlan } from '../../src/domain/knowledge/dossier.ts';
import type { CompanyRole } from '../../src/domain/people/people.ts';
import type { Relation } from '../../src/domain/people/permissions.ts';
import { createMemoryWorld, mustDo, testFlow, testPeople, testPerson, worldDates } from './memory/memory-world.ts';
import { expected, type Phase, phases, type RuledCommand } from './permission-matrix.ts';
import { sampleFile } from './sample-files.ts';

/** Every actor and every command against one departure: what the permission table is walked with. */
export const asOf = '2026-03-19T12:00:00.000Z';

interface Case {
  actor: string;
  id: string;
  roles: readonly CompanyRole[];
  /** What this person is to the departure below, written down by hand. */
  relations: readonly Relation[];
}

/**
 * Maya requested it and is not the manager; Hugo is the manager. Priya was offered the handover and handed an action;
 * the leaver holds the HR role, which must not help.
 */
export const cases: readonly Case[] = [
  { actor: 'the requester', id: 'maya', roles: [], relations: ['requester'] },
  { actor: 'the manager', id: 'hugo', roles: [], relations: ['manager'] },
  { actor: 'HR', id: 'nadia', roles: ['hr'], relations: ['hr'] },
  { actor: 'IT', id: 'tom', roles: ['it'], relations: ['it'] },
  { actor: 'an admin', id: 'ada', roles: ['admin'], relations: ['admin'] },
  { actor: 'the assignee', id: 'priya', roles: [], relations: ['assignee'] },
  { actor: 'the leaver, who is in HR', id: 'alex', roles: ['hr'], relations: ['leaver'] },
  { actor: 'a colleague', id: 'jonas', roles: [], relations: [] },
];

const samplePlan: DossierPlan = {
  template: 'standard',
  perDay: 3,
  topics: [{ id: 'missions', category: 'missions', title: 'Missions', question: null }],
};

export function commands(state: Departure): readonly (PersonCommand & { type: RuledCommand })[] {
  const task = state.tasks.find(({ id }) => id === 'handover-1');
  const failed = state.revocations[0];
  const onTask = { taskId: 'handover-1', rev: task?.rev ?? 0 };
  const onAction = { actionId: failed?.action.id ?? '', rev: failed?.rev ?? 0 };
  const onThing = { taskId: 'handover-1', rev: 0 };
  const onTopic = { topicId: 'missions', rev: 1 };
  const onSession = { sessionId: 'session-1', rev: 0 };
  const reason = 'A good reason';
  const preflight = { systems: [] };
  const planHash = state.planHash ?? '';
  const later = { ...worldDates, contractEnd: { date: '2026-04-30', zone: 'Europe/Paris' } };
  const all: { readonly [Type in RuledCommand]: PersonCommand & { type: Type } } = {
    'draft.edit': { type: 'draft.edit', patch: { equipment: ['Laptop'] } },
    'draft.discard': { type: 'draft.discard' },
    'plan.submit': { type: 'plan.submit', flow: testFlow, preflight, cast: { hr: [], it: [], admin: [] }, people: {} },
    'departure.reschedule': { type: 'departure.reschedule', dates: later },
    'departure.cancel': { type: 'departure.cancel', reason },
    'departure.undo-cancel': { type: 'departure.undo-cancel' },
    'departure.retain': { type: 'departure.retain', reason },
    'departure.reopen': { type: 'departure.reopen', reason },
    'departure.complete': { type: 'departure.complete' },
    'handover.add': {
      type: 'handover.add',
      handover: { title: 'More', notes: '', to: 'jonas', fallback: null, dueDate: '2026-03-19' },
      people: {},
    },
    'task.accept': { type: 'task.accept', ...onTask },
    'task.decline': { type: 'task.decline', ...onTask, reason },
    'task.complete': { type: 'task.complete', ...onTask, notes: null, condition: null },
    'task.reassign': { type: 'task.reassign', ...onTask, to: testPeople.jonas },
    'task.skip': { type: 'task.skip', ...onTask, reason },
    'task.check': { type: 'task.check', ...onTask, checked: [] },
    'task.attach': { type: 'task.attach', taskId: onTask.taskId, file: sampleFile },
    'task.detach': { type: 'task.detach', taskId: onTask.taskId, fileId: sampleFile.id },
    'task.skip-own': { type: 'task.skip-own', ...onTask, reason },
    'task.send-back': { type: 'task.send-back', ...onTask, reason },
    'task.undo': { type: 'task.undo', ...onTask },
    'access.confirm': { type: 'access.confirm', planHash },
    'access.withdraw': { type: 'access.withdraw' },
    'access.replan': { type: 'access.replan', preflight },
    'access.set-aside': { type: 'access.set-aside', system: 'crm' },
    'cut-off.release': { type: 'cut-off.release', planHash },
    'access.retry': { type: 'access.retry', ...onAction },
    'access.hand': { type: 'access.hand', ...onAction, to: testPeople.jonas },
    'access.prove': { type: 'access.prove', ...onAction, proof: 'Screenshot 12' },
    'access.accept-proof': { type: 'access.accept-proof', ...onAction },
    'access.waive': { type: 'access.waive', ...onAction, reason, until: null },
    'brake.release': { type: 'brake.release', planHash },
    'alert.acknowledge': {
      type: 'alert.acknowledge',
      alertId: state.alerts.find(({ kind }) => kind === 'activity')?.id ?? '',
    },
    'contact.give': { type: 'contact.give', email: 'alex.moreau@example.org' },
    'contact.remove': { type: 'contact.remove' },
    'hr.take': { type: 'hr.take' },
    'hr.share': { type: 'hr.share' },
    'hr.dismiss': { type: 'hr.dismiss' },
    'hr.keep': { type: 'hr.keep', fact: 'f' },
    'hr.settle': { type: 'hr.settle', fact: 'f', choice: 'go-on' },
    'hold.ask': { type: 'hold.ask', scope: 'departure', reason, reviewOn: '2027-03-19' },
    'hold.confirm': { type: 'hold.confirm', holdId: 'h' },
    'hold.lift': { type: 'hold.lift', holdId: 'h', reason },
    'hold.review': { type: 'hold.review', holdId: 'h', reviewOn: '2027-03-19' },
    'erasure.ask': { type: 'erasure.ask', reason },
    'erasure.confirm': { type: 'erasure.confirm' },
    'erasure.withdraw': { type: 'erasure.withdraw' },
    'contact.confirm': { type: 'contact.confirm', given: asOf },
    'contact.deny': { type: 'contact.deny', given: asOf },
    'wave.leave': { type: 'wave.leave' },
    'dossier.begin': { type: 'dossier.begin', plan: samplePlan },
    'topic.add': { type: 'topic.add', category: 'risks', title: 'What may go wrong' },
    'topic.write': { type: 'topic.write', texts: [{ ...onTopic, text: 'Every Monday' }] },
    'topic.assign': { type: 'topic.assign', ...onTopic, to: testPeople.jonas },
    'topic.receive': { type: 'topic.receive', ...onTopic },
    'topic.leave-out': { type: 'topic.leave-out', ...onTopic },
    'equipment.add': { type: 'equipment.add', thing: thingCalled('Phone') },
    'equipment.way': { type: 'equipment.way', ...onThing, way: 'desk' },
    'equipment.ship': { type: 'equipment.ship', ...onThing, carrier: 'Post', tracking: 'AB-9001' },
    'equipment.lose': { type: 'equipment.lose', ...onThing, words: reason },
    'equipment.decide': { type: 'equipment.decide', ...onThing, choice: 'keep', reason, amount: null },
    'equipment.remote-ask': { type: 'equipment.remote-ask', ...onThing, action: 'lock', reason },
    'equipment.remote-confirm': { type: 'equipment.remote-confirm', ...onThing },
    'equipment.remote-drop': { type: 'equipment.remote-drop', ...onThing },
    'dossier.push': { type: 'dossier.push' },
    'session.plan': {
      type: 'session.plan',
      session: {
        heir: 'priya',
        topicIds: ['missions'],
        taskIds: [],
        startsAt: '2026-03-05T09:00:00.000Z',
        minutes: 30,
      },
    },
    'session.move': { type: 'session.move', ...onSession, startsAt: '2026-03-05T10:00:00.000Z' },
    'session.call-off': { type: 'session.call-off', ...onSession },
    'session.confirm-held': { type: 'session.confirm-held', ...onSession },
    'session.note': { type: 'session.note', ...onSession, notes: 'All is said', recording: null },
    'announcement.approve': {
      type: 'announcement.approve',
      rev: 1,
      wish: {
        texts: { en: 'Alex is leaving us.' },
        places: [{ channel: 'slack', id: 'C1' }],
        at: null,
        handovers: ['handover-1'],
      },
    },
    'announcement.confirm': { type: 'announcement.confirm', rev: 1 },
    'announcement.take-back': { type: 'announcement.take-back', rev: 1 },
    'keepsake.ask': { type: 'keepsake.ask', people: [testPeople.jonas] },
    'keepsake.sign': { type: 'keepsake.sign', text: 'All the best!' },
    'keepsake.remove': { type: 'keepsake.remove', signer: 'priya' },
    'survey.answer': { type: 'survey.answer', answers: {} },
  };
  return Object.values(all);
}

/** An active departure in which something can be done by everybody: offered handover, failed action, open survey. */
export async function sample(): Promise<Departure> {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
  const state = await world.load(id);
  return {
    ...state,
    manager: 'hugo',
    people: { ...state.people, hugo: testPerson('hugo', 'Hugo Martin') },
    revocations: state.revocations.map((one, index) =>
      index === 0 ? { ...one, handed: { to: 'priya', by: 'tom', at: asOf } } : one,
    ),
    dossier: { template: 'standard', perDay: 3, asksFrom: asOf, askedAt: null },
    topics: [
      {
        ...{ id: 'missions', category: 'missions', title: 'Missions', question: null, rev: 1, asked: 1 },
        written: { text: 'The weekly report', by: 'alex', at: asOf, version: 1 },
        ...{ heir: 'priya', offeredAt: asOf, received: null, leftOut: null },
      },
    ],
    sessions: [
      {
        ...{ id: 'session-1', heir: 'priya', topicIds: ['missions'], taskIds: [], minutes: 30, rev: 0, sequence: 0 },
        ...{ startsAt: '2026-03-04T09:00:00.000Z', status: 'planned', heldAt: null, notes: null, recording: null },
        calendars: [],
      },
    ],
    announcement: {
      rev: 1,
      approved: null,
      proposed: {
        texts: { en: 'Alex is leaving us, says IT.' },
        ...{ places: [{ channel: 'slack', id: 'C1' }], at: null, handovers: [], by: 'tom', since: asOf },
      },
    },
    keepsake: { asked: ['priya'], signed: [{ by: 'priya', text: 'Thank you!', at: asOf }] },
    survey: { opensAt: asOf, closesAt: '2026-04-01T00:00:00.000Z', answeredAt: null, answers: null, edits: 0 },
  };
}

/** The same departure in another status. After one stopped, only what gives access back goes on. */
export function inPhase(active: Departure, { status, running }: Phase): Departure {
  const tasks = active.tasks.map((task) =>
    status === 'active' || task.id !== 'handover-1' ? task : { ...task, nature: 'restore' as const },
  );
  return { ...active, status, tasks, runStartedAt: running.includes(true) ? asOf : null };
}

/** How the hand-written matrix says that this must be answered: by one of these refusals, or by anything but these. */
export function codesAllowed(
  { relations }: Case,
  command: PersonCommand & { type: RuledCommand },
  phase: Phase,
): { only: readonly string[] } | { never: readonly string[] } {
  const held = relationsFor(relations, command);
  if (expected(phase, command.type, held)) return { never: ['not-permitted', 'wrong-status', 'stop-needs-role'] };
  const elsewhere = phases.filter((other) => expected(other, command.type, held));
  if (elsewhere.some(({ status }) => status === phase.status)) return { only: ['stop-needs-role', 'not-found'] };
  return { only: [elsewhere.length > 0 ? 'wrong-status' : 'not-permitted', 'not-found'] };
}

/**
 * `assignee` is only somebody of the task, of the action handed to them, or of the card that they sign; here Priya is
 * all three.
 */
function relationsFor(relations: readonly Relation[], command: PersonCommand): readonly Relation[] {
  if (command.type === 'keepsake.sign' || command.type === 'keepsake.remove') return relations;
  const targets = ['taskId', 'actionId', 'topicId', 'texts', 'sessionId'];
  const targeted = targets.some((name) => name in command);
  return targeted ? relations : relations.filter((one) => one !== 'assignee');
}
