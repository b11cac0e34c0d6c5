import { toInstant } from '../../domain/calendar/time.ts';
import type { Review, SystemReview } from '../../domain/review/review.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connector } from '../ports/connector.ts';
import type { Store } from '../ports/store.ts';
import { changeReview, forgetFindings, readReview, writeFound } from './review-notes.ts';

/** What a review is begun with; the process that reads a system says whether it lists accounts. */
interface BeginningReview {
  connectors: ReadonlyMap<string, Pick<Connector, 'id' | 'label'>>;
  clock: Clock;
  newId(): string;
}

/** A review of every system that is configured now; nothing of it is read yet. */
function begunReview({ connectors, newId, clock }: BeginningReview, by: string): Review {
  const beganAt = toInstant(clock.now());
  const systems = [...connectors.values()].map(
    ({ id, label }): SystemReview => ({ status: 'waiting', system: id, label }),
  );
  const ended = systems.length === 0 ? ({ at: beganAt, how: 'done', by: 'system' } as const) : null;
  return { id: newId(), by, beganAt, systems, ended };
}

/** Begins one, unless one is under way. */
export async function beginReview(
  deps: BeginningReview & { store: Pick<Store, 'notes'> },
  by: string,
): Promise<'begun' | 'under-way'> {
  const last = await readReview(deps.store);
  if (last?.ended === null) return 'under-way';
  return (await beginAfter(deps, last, by)).changed ? 'begun' : 'under-way';
}

/**
 * The next one, unless another was begun meanwhile. What was found in systems that are not configured any more is
 * forgotten before: nobody would look there again, neither when its time is over nor when somebody's departure is
 * erased.
 */
export async function beginAfter(
  deps: BeginningReview & { store: Pick<Store, 'notes'> },
  last: Review | null,
  by: string,
): Promise<{ review: Review | null; changed: boolean }> {
  const { store, connectors } = deps;
  for (const { system } of last?.systems ?? []) {
    if (connectors.has(system)) continue;
    await forgetFindings(store, system, () => true);
    await writeFound(store, system, null);
  }
  return changeReview(store, (current) => (current?.id === last?.id ? begunReview(deps, by) : null));
}

/** Calls the review off that is under way; what was found in systems that were read stays. */
export async function cancelReview(
  { store, clock }: { store: Pick<Store, 'notes'>; clock: Clock },
  { id, by }: { id: string; by: string },
): Promise<'cancelled' | 'over'> {
  const at = toInstant(clock.now());
  const { changed } = await changeReview(store, (current) =>
    current?.id === id && current.ended === null ? { ...current, ended: { at, how: 'cancelled', by } } : null,
  );
  return changed ? 'cancelled' : 'over';
}
