import type { Departure } from '../domain/departure.ts';
import { due, type Work } from '../domain/pending.ts';
import type { Revocation } from '../domain/revocation.ts';
import type { TimedContext } from '../domain/timed.ts';
import { allEnded } from './all-ended.ts';
import type { EngineDeps } from './deps.ts';
import { act, look, readBack } from './execute.ts';
import { throughGate } from './system-gates.ts';

/**
 * Makes the calls that are due, account beside account and system beside system, and goes on with each as soon as its own calls were
 * answered: nobody's access stays because another system is slow. What a look has made due begins at once. Ends when nothing is due any more
 * that it can bring further. `onAnswer` is called whenever an account has come one step further.
 */
export async function followChains(
  deps: EngineDeps,
  state: Departure,
  { contextOf, onAnswer }: { contextOf: (state: Departure) => Promise<TimedContext>; onAnswer: () => void },
): Promise<void> {
  const following = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  /** Where a chain came no further: what was refused, or is held by somebody else, is not asked for again and again. */
  const stuck = new Map<string, number>();

  begin(state, await contextOf(state));
  while (following.size > 0) await Promise.race(following.values());
  if (failures.length > 0) throw failures[0];

  function begin(current: Departure, now: TimedContext): void {
    for (const { chain } of callsDue(current, now)) {
      if (following.has(chain) || stuck.get(chain) === revisionOf(current, chain)) continue;
      const ended = follow(chain, current, now)
        .catch((error: unknown) => {
          failures.push(error);
        })
        .finally(() => following.delete(chain));
      following.set(chain, ended);
    }
  }

  async function follow(chain: string, from: Departure, at: TimedContext): Promise<void> {
    let current = from;
    let now = at;
    for (;;) {
      const calls = callsDue(current, now).filter((one) => one.chain === chain);
      if (calls.length === 0) return;
      await allEnded(calls.map(({ system, call }) => throughGate(deps, system, () => make(call))));
      const after = await deps.store.departures.load(state.id);
      if (after === null) return;
      if (revisionOf(after, chain) === revisionOf(current, chain)) {
        stuck.set(chain, revisionOf(after, chain));
        return;
      }
      onAnswer();
      current = after;
      now = await contextOf(after);
      // A failed pass ends: what it could not write down is not called again before somebody looked.
      if (failures.length > 0) return;
      begin(current, now);
    }
  }

  async function make(call: Call): Promise<void> {
    switch (call.type) {
      case 'act':
        return act(deps, state.id, call.actionId);
      case 'read-back':
        return readBack(deps, state.id, call.actionId);
      case 'look':
        return look(deps, state.id, call.system);
    }
  }
}

type Call = Extract<Work, { type: 'act' | 'read-back' | 'look' }>;

function callsDue(state: Departure, context: TimedContext): { system: string; chain: string; call: Call }[] {
  const calls = due(state, context).flatMap(({ work }): { system: string; chain: string; call: Call }[] => {
    if (work.type === 'look') return [{ system: work.system, chain: lookChain(work.system), call: work }];
    if (work.type !== 'act' && work.type !== 'read-back') return [];
    const one = state.revocations.find(({ action }) => action.id === work.actionId);
    return one ? [{ system: one.action.system, chain: chainOf(one), call: work }] : [];
  });
  // The look before an action and the look of a day are the same look.
  return calls.filter(
    ({ call, chain }, index) => call.type !== 'look' || calls.findIndex((one) => one.chain === chain) === index,
  );
}

function lookChain(system: string): string {
  return `look\n${system}`;
}

/** Actions of one account in one system depend on one another; all others do not. */
function chainOf({ action }: Revocation): string {
  return `${action.system}\n${action.accountId}`;
}

/** Changes with everything that happens to an action of the chain, and with each look at a system. */
function revisionOf({ revocations, systems }: Departure, chain: string): number {
  const looked = systems.find(({ system }) => lookChain(system) === chain);
  if (looked) return Date.parse(looked.triedAt) + looked.failures;
  return revocations.reduce((sum, one) => (chainOf(one) === chain ? sum + one.rev : sum), 0);
}
