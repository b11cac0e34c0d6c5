import { expect, it } from 'vitest';
import type { Revocation } from '../../../src/domain/actions/revocation.ts';
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
