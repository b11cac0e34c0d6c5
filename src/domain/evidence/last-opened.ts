import { isOpen, type Revocation } from '../actions/revocation.ts';
import type { Departure } from '../departure.ts';
import { evolve } from '../evolve.ts';
import type { Entry } from '../journal/entry.ts';

/**
 * By the id of an action: the entry since which nothing that was proven of it before counts. The states say so, not the
 * types of events: whatever opens an action again one day is among them.
 */
export function lastOpened(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const opened = new Map<string, number>();
  const before = new Map<string, Revocation>();
  let state: Departure | null = null;
  for (const entry of entries) {
    const known: Departure['revocations'] | undefined = state?.revocations;
    state = evolve(state, entry);
    if (state.revocations === known) continue;
    for (const one of state.revocations) {
      const earlier = before.get(one.action.id);
      before.set(one.action.id, one);
      if (earlier === undefined || earlier === one) continue;
      const startsOver = one.status === 'planned' && earlier.status !== 'planned';
      if (startsOver || (isOpen(one) && !isOpen(earlier))) opened.set(one.action.id, entry.seq);
    }
  }
  return opened;
}
