import PQueue from 'p-queue';
import type { EngineDeps } from './deps.ts';

/**
 * How many steps may be under way in one system. A step is one act or one read-back with the calls that belong to it: enough to use
 * every limit to the last call, and so few that a step which has begun, and holds a lease, is never kept waiting by the others for as
 * long as a call may take. At two calls a second each call then waits eight seconds for its turn.
 */
const underWay = 16;

interface Gates {
  queues: Map<string, PQueue>;
  closed: boolean;
}

const gates = new WeakMap<EngineDeps['connectors'], Gates>();

function gatesOf({ connectors }: Pick<EngineDeps, 'connectors'>): Gates {
  const known = gates.get(connectors) ?? { queues: new Map(), closed: false };
  gates.set(connectors, known);
  return known;
}

/** What goes first where many wait: ending access, then what failed, then proof, then looks at what else there is, then what happens on later days. */
const priorities = { 'cut-off': 4, retry: 3, 'read-back': 2, look: 1, watch: 0 } as const;
export type Priority = keyof typeof priorities;

/** Does the step when it is its turn. Whoever waits here holds nothing: no lease, no clock that runs. Once the gates are closed it is left undone, for the next sweep. */
export async function throughGate(
  deps: EngineDeps,
  system: string,
  step: () => Promise<void>,
  priority: Priority,
): Promise<void> {
  const all = gatesOf(deps);
  const queue = all.queues.get(system) ?? new PQueue({ concurrency: underWay });
  all.queues.set(system, queue);
  await queue.add(
    async () => {
      if (!all.closed) await step();
    },
    { priority: priorities[priority] },
  );
}

export function openGates(deps: EngineDeps): void {
  gatesOf(deps).closed = false;
}

export function areGatesClosed(deps: EngineDeps): boolean {
  return gatesOf(deps).closed;
}

export function closeGates(deps: EngineDeps): void {
  gatesOf(deps).closed = true;
}
