import { expect, it } from 'vitest';
import type { Revocation } from '../../../src/domain/actions/revocation.ts';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { decide } from '../../../src/domain/decide.ts';
import { stopped } from '../../../src/domain/lifecycle/stopped.ts';
import { restoreTasks } from '../../../src/domain/tasks/restore.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

const at = '2026-11-28T09:00:00.000Z';
const one = (system: string, rest: Partial<Revocation>) => sampleRevocation(sampleAction(system, 'disable'), rest);
const proof = { by: 'tom', at: cutOff, text: 'By hand', second: null } as unknown as Revocation['proof'];

it('makes one task for each system in which anything was ended, may have been, or was ended by hand', () => {
  const state = sampleDeparture({
    revocations: [
      one('okta', { status: 'verified', calledAt: null }),
      one('github', { status: 'running', calledAt: cutOff }),
      one('ledger', { status: 'failed', calledAt: cutOff }),
      one('badge', { status: 'manual', calledAt: null }),
      one('wiki', { status: 'planned', calledAt: null }),
    ],
  });
  // Proven by hand: nothing was called, and nothing was read back.
  const byHand = state.revocations.map((each) => (each.action.system === 'badge' ? { ...each, proof } : each));
  const tasks = restoreTasks({ ...state, revocations: byHand }, at);
  expect(tasks.map(({ id }) => id)).toEqual(['restore-okta', 'restore-github', 'restore-ledger', 'restore-badge']);
});

it('goes to IT, never to whoever leaves, and to HR where nobody does it', () => {
  const state = sampleDeparture({
    revocations: [one('okta', { status: 'verified' })],
    cast: { hr: ['nadia'], it: ['alex', 'tom'], admin: [] },
  });
  expect(restoreTasks(state, at)).toMatchObject([
    { nature: 'restore', role: 'it', assignee: 'tom', candidates: [], escalateTo: ['nadia'] },
  ]);
});

it('is made anew once the one before is settled, and not while it is open', () => {
  const state = sampleDeparture({ revocations: [one('okta', { status: 'verified' })] });
  const [first] = restoreTasks(state, at);
  if (!first) throw new Error('no task');
  expect(restoreTasks({ ...state, tasks: [first] }, at)).toEqual([]);
  const done = { ...first, status: 'done' as const };
  expect(restoreTasks({ ...state, tasks: [done] }, at).map(({ id }) => id)).toEqual(['restore-okta.2']);
});

it('is all that goes on once the person stays, or the departure is over', () => {
  const state = sampleDeparture({ revocations: [one('okta', { status: 'verified' })] });
  const stays = stopped(state, 'retained', { at, by: 'nadia', reason: 'Changed her mind' });
  const open = (each: { status: string }) => each.status !== 'done' && each.status !== 'skipped';
  expect(stays.tasks.filter(open).map(({ id }) => id)).toEqual(['restore-okta']);
  const [restore] = stays.tasks.filter(open);
  const [other] = state.tasks.filter(open);
  if (!restore || !other) throw new Error('no task');
  const context = { now: at, calendar: noHolidays, digest: (text: string) => text, leaving: new Set<string>() };
  const actor = { type: 'person', id: 'nadia', roles: ['hr'] } as const;
  const complete = (id: string, rev: number) =>
    ({ type: 'task.complete', taskId: id, rev, notes: 'done', condition: null }) as const;
  const both = { ...stays, tasks: [restore, other] };
  expect(decide(both, complete(restore.id, restore.rev), { ...context, actor })).toMatchObject({ type: 'events' });
  expect(decide(both, complete(other.id, other.rev), { ...context, actor })).toMatchObject({
    refusal: { code: 'wrong-status' },
  });
});
