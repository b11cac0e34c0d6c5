import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { due } from '../../domain/due.ts';
import type { TimedContext, Work, WorkItem } from '../../domain/work.ts';
import type { Nudges } from '../concurrency/nudges.ts';
import type { EngineDeps } from '../deps.ts';
import { act, look, readBack } from './execute.ts';
import { type ReadsOfOneMoment, sharedReads } from './shared-reads.ts';
import type { Priority } from './system-gates.ts';

type Call = Extract<Work, { type: 'act' | 'read-back' | 'look' }>;

/** Read-backs of an account that become due within so many milliseconds read the same. */
const oneMoment = 2_000;

/**
 * A call that is due, and the state of what it is about: a call that changed nothing is not made again for the same
 * state.
 */
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
 * Makes the calls that are due, each as soon as what it needs was answered, whatever else is under way: nobody's access
 * stays because another system, or another call of the same account, is slow. Read-backs of one account share what they
 * read: they begin once no call of that account is under way, and what becomes due within a moment of others joins
 * these. What was put off, and becomes due meanwhile, is woken and begins too, and so does what a person asked for:
 * both nudge. Ends when nothing is due any more that this process can bring further. `onAnswer` is called after each
 * answer.
 */
export async function makeCalls(
  deps: EngineDeps,
  state: Departure,
  {
    contextOf,
    onAnswer,
    nudges,
  }: { contextOf: (state: Departure) => Promise<TimedContext>; onAnswer: () => void; nudges: Nudges },
): Promise<void> {
  const underWay = new Map<string, { group: string; type: Call['type']; ended: Promise<void> }>();
  /**
   * By account, what its read-backs share, and which did. Nothing of it was called since: what is called later is not
   * in what was read.
   */
  const readsOf = new Map<string, { reads: ReadsOfOneMoment; keys: Set<string> }>();
  const failures: unknown[] = [];
  /** What was refused, or is held by somebody else: by its key, the state in which it was. */
  const stuck = new Map<string, number>();

  /** When the scheduler was last told to wake this departure while calls are under way. */
  let wokenAt: Instant | null = null;

  // Asked for before each look at the state, so that none is lost between the two.
  let nudged = nudges.next(state.id);
  const first = await contextOf(state);
  begin(dueCalls(state, first));
  try {
    if (underWay.size > 0) await wakeFor(state, first.now);
  } catch (error) {
    failures.push(error);
  }
  while (underWay.size > 0) {
    await Promise.race([...[...underWay.values()].map(({ ended }) => ended), nudged]);
    nudged = nudges.next(state.id);
    // A failed pass ends once what is under way has ended: what it could not write down is not called again before
    // somebody looked.
    if (failures.length > 0) continue;
    try {
      const current = await deps.store.departures.load(state.id);
      if (current === null) continue;
      const context = await contextOf(current);
      begin(dueCalls(current, context));
      if (underWay.size > 0) await wakeFor(current, context.now);
    } catch (error) {
      failures.push(error);
    }
  }
  nudges.forget(state.id);
  if (failures.length > 0) throw failures[0];

  function begin(calls: readonly DueCall[]): void {
    const ready = calls.filter(({ key, revision }) => !underWay.has(key) && stuck.get(key) !== revision);
    const readBacks = new Map<string, DueCall[]>();
    for (const one of ready) {
      if (one.call.type !== 'read-back') start(one);
      else readBacks.set(one.group, [...(readBacks.get(one.group) ?? []), one]);
    }
    for (const [group, together] of readBacks) {
      if (isUnderWay(group, 'act')) continue;
      const { reads, keys } = readsFor(group, together);
      for (const one of together) {
        keys.add(one.key);
        start(one, reads);
      }
    }
  }

  /**
   * Those of the account that have just begun, but for what was read with them already: that is read again because it
   * must be fresh.
   */
  function readsFor(group: string, together: readonly DueCall[]) {
    const known = readsOf.get(group);
    const isRecent = known && deps.clock.now().getTime() - Date.parse(known.reads.since) <= oneMoment;
    if (isRecent && !together.some(({ key }) => known.keys.has(key))) return known;
    const made = { reads: sharedReads(deps.clock), keys: new Set<string>() };
    readsOf.set(group, made);
    return made;
  }

  /** What is put off is not waited for here, but a call that is under way may take longer. */
  async function wakeFor(current: Departure, now: Instant): Promise<void> {
    const at = putOffUntil(current, now);
    if (at === null || (wokenAt !== null && wokenAt > now && wokenAt <= at)) return;
    await deps.scheduler.wakeAt(state.id, new Date(at), 'retry');
    wokenAt = at;
  }

  function isUnderWay(group: string, type: Call['type']): boolean {
    return [...underWay.values()].some((one) => one.group === group && one.type === type);
  }

  function start(one: DueCall, reads?: ReadsOfOneMoment): void {
    if (one.call.type === 'act') readsOf.delete(one.group);
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
    underWay.set(one.key, { group: one.group, type: one.call.type, ended });
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

/** When the next thing becomes due that was tried before; null while there is none. */
function putOffUntil({ revocations, systems }: Departure, now: Instant): Instant | null {
  const instants = [
    // Of what is under way its own answer tells.
    ...revocations.flatMap(({ status, notBefore }) => (status === 'running' ? [] : (notBefore ?? []))),
    ...systems.flatMap(({ notBefore }) => notBefore ?? []),
  ];
  return instants.filter((at) => at > now).toSorted()[0] ?? null;
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
