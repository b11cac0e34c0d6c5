import { describe, expect, it } from 'vitest';
import { flowSchema } from '../../src/domain/flow/flow.ts';
import { testFlow } from '../support/memory/memory-world.ts';
import { violations } from './invariants.ts';
import { play } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Family, Step } from './steps.ts';

const asked = (family: Family, node: number, pick = 0): Step => ({
  do: 'ask',
  family,
  pick,
  by: 'fit',
  stale: false,
  twice: 'no',
  node,
});

/**
 * A whole departure with a bit of everything: one system that loses its answers, a handover, reminders, the cut-off,
 * re-checks.
 */
const story: readonly Step[] = [
  asked('accept', 0),
  asked('confirm', 1),
  { do: 'wait-for', what: 'wake', minutes: 0 },
  { do: 'wait-for', what: 'cut-off', minutes: -1 },
  { do: 'trouble', place: 'system', pick: 0, trouble: 'loses-answers', minutes: 30 },
  { do: 'wait-for', what: 'cut-off', minutes: 1 },
  asked('task', 0),
  { do: 'wait', minutes: 45 },
];

function scenario(crash: readonly Step[]): Scenario {
  return {
    dice: 4,
    start: '2026-03-26T09:07:00.000Z',
    company: {
      roles: { hr: ['hana'], it: ['tom'], admin: [] },
      zones: ['Europe/Paris'],
      french: [false],
      offline: [],
      blocked: [],
    },
    systems: [{ stages: ['disable', 'sessions'], manual: false, accounts: 1, items: 1 }],
    departures: [
      {
        leaver: 'lea',
        flow: flowSchema.parse({ ...testFlow, survey: undefined, steps: testFlow.steps.slice(0, 1), recheckDays: [1] }),
        notice: 1,
        leave: 0,
        cutOffAt: '18:00',
        handovers: [{ to: 'pia', fallback: 'jon', daysBefore: 0 }],
        equipment: 0,
        credentials: 0,
        inChannel: false,
      },
    ],
    steps: [...crash, ...story],
    afterwards: false,
    later: [],
  };
}

/**
 * Where it dies, by the number of the call. To read the store changes nothing: whoever dies after that, or before the
 * next call, has died as before it.
 */
async function momentsOf(node: number, side: 'before' | 'after'): Promise<number[]> {
  const world = await play(scenario([]));
  expect(await violations(world)).toEqual([]);
  expect(world.state('d1').status).toBe('completed');
  const played = world.nodes()[node];
  const reads = played?.reads() ?? new Set();
  const all = Array.from({ length: played?.calls() ?? 0 }, (_, index) => index + 1);
  expect(all.length).toBeGreaterThan(50);
  return all.filter((at) => !reads.has(side === 'after' ? at : at - 1));
}

describe.each([0, 1])('a departure that two processes work on, of which number %i', (node) => {
  it.each(['before', 'after'] as const)(
    'dies %s any one of its calls to a port that may change something, keeps every invariant',
    async (side) => {
      const moments = await momentsOf(node, side);
      expect(moments.length).toBeGreaterThan(30);
      const broken: string[] = [];
      for (const at of moments) {
        const world = await play(scenario([{ do: 'crash', node, calls: at, side, minutes: 2 }]));
        for (const { invariant, what } of await violations(world))
          broken.push(`${side} call ${at}: ${invariant}: ${what}`);
        if (world.state('d1').status !== 'completed') broken.push(`${side} call ${at}: ${world.state('d1').status}`);
      }
      expect(broken).toEqual([]);
    },
    300_000,
  );
});
