import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../src/domain/calendar.ts';
import type { PersonCommand, PersonCommandType } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import { type Departure, departureStatusSchema } from '../../src/domain/departure.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { CompanyRole } from '../../src/domain/people.ts';
import { mayStart, permissions, type Relation } from '../../src/domain/permissions.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  mustDo,
  testFlow,
  testPeople,
  testPerson,
  worldDates,
} from '../support/memory/memory-world.ts';

const now = '2026-03-19T12:00:00.000Z';

interface Case {
  actor: string;
  id: string;
  roles: readonly CompanyRole[];
  /** What this person is to the departure below, written down by hand. */
  relations: readonly Relation[];
}

/** Maya requested it and is not the manager; Hugo is the manager. Priya was offered the handover; the leaver holds the HR role, which must not help. */
const cases: readonly Case[] = [
  { actor: 'the requester', id: 'maya', roles: [], relations: ['requester'] },
  { actor: 'the manager', id: 'hugo', roles: [], relations: ['manager'] },
  { actor: 'HR', id: 'nadia', roles: ['hr'], relations: ['hr'] },
  { actor: 'IT', id: 'tom', roles: ['it'], relations: ['it'] },
  { actor: 'an admin', id: 'ada', roles: ['admin'], relations: ['admin'] },
  { actor: 'the assignee', id: 'priya', roles: [], relations: ['assignee'] },
  { actor: 'the leaver, who is in HR', id: 'alex', roles: ['hr'], relations: ['leaver'] },
  { actor: 'a colleague', id: 'jonas', roles: [], relations: [] },
];

function commands(state: Departure): Readonly<Record<Exclude<PersonCommandType, 'draft.start'>, PersonCommand>> {
  const task = state.tasks.find(({ id }) => id === 'handover-1');
  const failed = state.revocations[0];
  const onTask = { taskId: 'handover-1', rev: task?.rev ?? 0 };
  const onAction = { actionId: failed?.action.id ?? '', rev: failed?.rev ?? 0 };
  const reason = 'A good reason';
  const preflight = { accounts: [], actions: [], unresolved: [] };
  const planHash = state.planHash ?? '';
  const later = { ...worldDates, contractEnd: { date: '2026-04-30', zone: 'Europe/Paris' } };
  return {
    'draft.edit': { type: 'draft.edit', patch: { equipment: ['Laptop'] } },
    'draft.discard': { type: 'draft.discard' },
    'plan.submit': { type: 'plan.submit', flow: testFlow, preflight, cast: { hr: [], it: [], admin: [] }, people: {} },
    'departure.reschedule': { type: 'departure.reschedule', dates: later },
    'departure.cancel': { type: 'departure.cancel', reason },
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
    'access.confirm': { type: 'access.confirm', planHash },
    'access.withdraw': { type: 'access.withdraw' },
    'access.replan': { type: 'access.replan', preflight },
    'cut-off.release': { type: 'cut-off.release', planHash },
    'access.retry': { type: 'access.retry', ...onAction },
    'access.hand': { type: 'access.hand', ...onAction, to: testPeople.jonas },
    'access.prove': { type: 'access.prove', ...onAction, proof: 'Screenshot 12' },
    'access.waive': { type: 'access.waive', ...onAction, reason, until: null },
    'survey.answer': { type: 'survey.answer', answers: {} },
  };
}

/** An active departure in which something can be done by everybody: offered handover, failed action, open survey. */
async function sample(): Promise<Departure> {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await mustDo(world.ask('it', id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
  const state = await world.load(id);
  return {
    ...state,
    manager: 'hugo',
    people: { ...state.people, hugo: testPerson('hugo', 'Hugo Martin') },
    survey: { opensAt: now, closesAt: '2026-04-01T00:00:00.000Z', answeredAt: null, answers: null, edits: 0 },
  };
}

const context = { calendar: noHolidays, digest: (text: string) => `#${text.length}`, leaving: new Set<string>() };

describe('permissions', async () => {
  const active = await sample();

  for (const status of departureStatusSchema.options)
    for (const { actor, id, roles, relations } of cases)
      it(`${actor} × every command × ${status}: as the table says, and the refusal tells nobody more than they may know`, () => {
        // After a departure stopped, only what gives access back goes on.
        const tasks = active.tasks.map((task) =>
          status === 'active' || task.id !== 'handover-1' ? task : { ...task, nature: 'restore' as const },
        );
        const state: Departure = { ...active, status, tasks };
        for (const [type, command] of Object.entries(commands(state))) {
          const rule = permissions[command.type as keyof typeof permissions];
          const outcome = decide(state, command, { ...context, now, actor: { type: 'person', id, roles } });
          const code = outcome.type === 'refused' ? outcome.refusal.code : null;
          const permitted = rule.by.some((one) => mayBe(relations, one, command));
          const told = `${actor} ${type} ${status}: ${code ?? 'done'}`;
          if (!permitted) expect(['not-permitted', 'not-found'], told).toContain(code);
          else if (!rule.in.includes(status)) expect(['wrong-status', 'not-found'], told).toContain(code);
          else expect(['not-permitted', 'wrong-status'], told).not.toContain(code);
        }
      });

  /** `assignee` is only somebody of the task, or of the action handed to them; here that is Priya's handover. */
  function mayBe(relations: readonly Relation[], wanted: Relation, command: PersonCommand): boolean {
    if (wanted === 'assignee') return relations.includes('assignee') && 'taskId' in command;
    return relations.includes(wanted);
  }

  it('every pair of a state and a permitted command changes the state or is refused for its own reason, never silently', () => {
    for (const command of Object.values(commands(active)))
      for (const { id, roles } of cases) {
        const outcome = decide(active, command, { ...context, now, actor: { type: 'person', id, roles } });
        if (outcome.type === 'refused') continue;
        let next = active;
        for (const event of outcome.events) next = evolve(next, { at: now, by: id, event });
        if (command.type !== 'access.replan')
          expect(next, command.type).not.toEqual({ ...active, entries: next.entries });
      }
  });

  it('nobody who asked for a departure, or is leaving, ever confirms it', () => {
    for (const roles of [['it'], ['hr', 'it', 'admin']] as const)
      for (const id of ['maya', 'alex']) {
        const unconfirmed = { ...active, confirmations: [], runStartedAt: null };
        const outcome = decide(
          unconfirmed,
          { type: 'access.confirm', planHash: active.planHash ?? '' },
          { ...context, now, actor: { type: 'person', id, roles } },
        );
        expect(outcome).toMatchObject({ type: 'refused' });
      }
  });

  it('a confidential departure is unknown to the leaver and to teammates, whatever they ask', () => {
    const hidden: Departure = { ...active, flow: confidentialFlow, released: null };
    for (const command of Object.values(commands(hidden)))
      for (const id of ['alex', 'priya', 'jonas'])
        expect(decide(hidden, command, { ...context, now, actor: { type: 'person', id, roles: [] } })).toMatchObject({
          refusal: { code: 'not-found' },
        });
  });

  it('only HR, admins and the recorded manager begin a departure, and nobody their own', () => {
    const as = (id: string, ...roles: CompanyRole[]) => ({ type: 'person' as const, id, roles });
    expect(mayStart(as('maya'), testPeople.leaver)).toBe(true);
    expect(mayStart(as('nadia', 'hr'), testPeople.leaver)).toBe(true);
    expect(mayStart(as('jonas'), testPeople.leaver)).toBe(false);
    expect(mayStart(as('jonas'), { id: 'alex', managerId: null })).toBe(false);
    expect(mayStart(as('alex', 'hr', 'admin'), testPeople.leaver)).toBe(false);
  });

  it('whoever asked for a departure makes no exception in it, whatever their role', () => {
    const one = active.revocations[0];
    const waive = {
      type: 'access.waive',
      actionId: one?.action.id ?? '',
      rev: one?.rev ?? 0,
      reason: 'Needed until May',
      until: null,
    } as const;
    const by = (id: string) => decide(active, waive, { ...context, now, actor: { type: 'person', id, roles: ['it'] } });
    expect(by('maya')).toMatchObject({ refusal: { code: 'requester-cannot-confirm' } });
    expect(by('tom')).toMatchObject({ type: 'events' });
  });

  it('a click that saw an older state is refused', () => {
    const outcome = decide(
      active,
      { type: 'task.accept', taskId: 'handover-1', rev: 0 },
      { ...context, now, actor: { type: 'person', id: 'priya', roles: [] } },
    );
    expect(outcome).toMatchObject({ refusal: { code: 'stale' } });
  });

  it('only Relais itself reports results', () => {
    const forged = {
      type: 'post.record',
      key: 'k',
      to: 'x',
      ref: { channel: 'slack', conversation: 'c', message: 'm' },
      hash: 'h',
      over: null,
    } as const;
    expect(
      decide(active, forged, { ...context, now, actor: { type: 'person', id: 'tom', roles: ['admin', 'it', 'hr'] } }),
    ).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
  });
});
