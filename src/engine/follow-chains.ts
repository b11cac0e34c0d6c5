import type { Departure } from '../domain/departure.ts';
import { due, type Work } from '../domain/pending.ts';
import type { Revocation } from '../domain/revocation.ts';
import type { TimedContext } from '../domain/timed.ts';
import { allEnded } from './all-ended.ts';
import type { EngineDeps } from './deps.ts';
import { act, readBack } from './execute.ts';
import { throughGate } from './system-gates.ts';

/**
 * Makes the calls that are due, account beside account, and goes on with each account as soon as its own calls were
 * answered: nobody's access stays because another system is slow. Ends when nothing that it began with is due any more.
 * `onAnswer` is called whenever an account has come one step further.
 */
export async function followChains(
  deps: EngineDeps,
  state: Departure,
  { contextOf, onAnswer }: { contextOf: (state: Departure) => Promise<TimedContext>; onAnswer: () => void },
): Promise<void> {
  const context = await contextOf(state);
  const chains = new Set(callsDue(state, context).map(({ chain }) => chain));
  await allEnded([...chains].map((chain) => follow(chain)));

  async function follow(chain: string): Promise<void> {
    let current: Departure = state;
    let now = context;
    for (;;) {
      const calls = callsDue(current, now).filter((one) => one.chain === chain);
      if (calls.length === 0) return;
      await allEnded(calls.map(({ system, call }) => throughGate(deps, system, () => make(call))));
      const after = await deps.store.departures.load(state.id);
      // What was refused, or is held by somebody else, is not asked for again and again.
      if (after === null || revisionOf(after, chain) === revisionOf(current, chain)) return;
      onAnswer();
      current = after;
      now = await contextOf(after);
    }
  }

  async function make(call: Call): Promise<void> {
    switch (call.type) {
      case 'act':
        return act(deps, state.id, call.actionId);
      case 'read-back':
        return readBack(deps, state.id, call.actionId);
    }
  }
}

type Call = Extract<Work, { type: 'act' | 'read-back' }>;

function callsDue(state: Departure, context: TimedContext): { system: string; chain: string; call: Call }[] {
  return due(state, context).flatMap(({ work }) => {
    if (work.type !== 'act' && work.type !== 'read-back') return [];
    const one = state.revocations.find(({ action }) => action.id === work.actionId);
    return one ? [{ system: one.action.system, chain: chainOf(one), call: work }] : [];
  });
}

/** Actions of one account in one system depend on one another; all others do not. */
function chainOf({ action }: Revocation): string {
  return `${action.system}\n${action.accountId}`;
}

/** Grows with everything that happens to an action of the chain. */
function revisionOf({ revocations }: Departure, chain: string): number {
  return revocations.reduce((sum, one) => (chainOf(one) === chain ? sum + one.rev : sum), 0);
}
