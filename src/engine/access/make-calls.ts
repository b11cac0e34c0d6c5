import type { Departure } from '../../domain/departure.ts';
import { due } from '../../domain/due.ts';
import type { TimedContext, Work, WorkItem } from '../../domain/work.ts';
import type { EngineDeps } from '../deps.ts';
import { act, look, readBack } from './execute.ts';
import { type ReadsOfOneMoment, sharedReads } from './shared-reads.ts';
import type { Priority } from './system-gates.ts';

type Call = Extract<Work, { type: 'act' | 'read-back' | 'look' }>;

/** A call that is due, and the state of what it is about: a call that changed nothing is not made again for the same state. */
interface DueCall {
  call: Call;
  key: string;
  system: string;
  /** System and account; the system alone for a look. */
  group: string;
  revision: number;
  priority: Priority;
}

/**
 * Makes the calls that are due, each as soon as what it needs was answered, whatever else is under way: nobody's access stays because another
 * system, or another call of the same account, is slow. Read-backs of one account share what they read: they begin together, once no call of
 * that account is under way. Ends when nothing is due any more that this process can bring further. `onAnswer` is called after each answer.
 */
export async function makeCalls(
  deps: EngineDeps,
  state: Departure,
  { contextOf, onAnswer }: { contextOf: (state: Departure) => Promise<TimedContext>; onAnswer: () => void },
): Promise<void> {
  const underWay = new Map<string, { group: string; ended: Promise<void> }>();
  const failures: unknown[] = [];
  /** What was refused, or is held by somebody else: by its key, the state in which it was. */
  const stuck = new Map<string, number>();

  begin(dueCalls(state, await contextOf(state)));
  while (underWay.size > 0) {
    await Promise.race([...underWay.values()].map(({ ended }) => ended));
    // A failed pass ends once what is under way has ended: what it could not write down is not called again before somebody looked.
    if (failures.length > 0) continue;
    try {
      const current = await deps.store.departures.load(state.id);
      if (current !== null) begin(dueCalls(current, await contextOf(current)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];

  function begin(calls: readonly DueCall[]): void {
    const ready = calls.filter(({ key, revision }) => !underWay.has(key) && stuck.get(key) !== revision);
    const readBacks = new Map<string, DueCall[]>();
    for (const one of ready) {
      if (one.call.type !== 'read-back') start(one);
      else readBacks.set(one.group, [...(readBacks.get(one.group) ?? []), one]);
    }
    for (const [group, together] of readBacks) {
      if (hasCallsUnderWay(group)) continue;
      const reads = sharedReads(deps.clock);
      for (const one of together) start(one, reads);
    }
  }

  function hasCallsUnderWay(group: string): boolean {
    return [...underWay.values()].some((one) => one.group === group);
  }

  function start(one: DueCall, reads?: ReadsOfOneMoment): void {
    const ended = deps.gates
      .through(one.system, () => make(one.call, reads), one.priority)
      .then(() => {
        stuck.set(one.key, one.revision);
        onAnswer();
      })
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => underWay.delete(one.key));
    underWay.set(one.key, { group: one.group, ended });
  }

  async function make(call: Call, reads: ReadsOfOneMoment | undefined): Promise<void> {
    switch (call.type) {
      case 'act':
        return act(deps, state.id, call.actionId);
      case 'read-back':
        return readBack(deps, state.id, call.actionId, reads);
      case 'look':
        return look(deps, state.id, call.system);
    }
  }
}

function dueCalls(state: Departure, context: TimedContext): readonly DueCall[] {
  const revocations = new Map(state.revocations.map((one) => [one.action.id, one]));
  const calls = new Map<string, DueCall>();
  for (const { why, work } of due(state, context)) {
    const priority = priorityOf(why);
    if (work.type === 'look') {
      const key = `look\n${work.system}`;
      const asked = state.systems.find(({ system }) => system === work.system);
      const revision = asked ? Date.parse(asked.triedAt) + asked.failures : 0;
      // The look before an action and the look of a day are the same look.
      if (!calls.has(key))
        calls.set(key, { call: work, key, system: work.system, group: work.system, revision, priority });
    }
    if (work.type !== 'act' && work.type !== 'read-back') continue;
    const one = revocations.get(work.actionId);
    if (!one) continue;
    const { system, accountId } = one.action;
    calls.set(work.actionId, {
      call: work,
      key: work.actionId,
      system,
      group: `${system}\n${accountId}`,
      revision: one.rev,
      priority,
    });
  }
  return [...calls.values()];
}

function priorityOf(why: WorkItem['why']): Priority {
  switch (why) {
    case 'cut-off':
      return 'cut-off';
    case 'retry':
      return 'retry';
    case 'verify':
      return 'read-back';
    default:
      return 'look';
  }
}
