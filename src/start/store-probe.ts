import { within } from '../channels/within.ts';
import { toInstant } from '../domain/calendar/time.ts';
import type { DepartureStore } from '../engine/ports/store.ts';

/** How long the store may take for one short question before it counts as away, in milliseconds. */
const answersWithin = 1_000;

/**
 * Whether what Relais keeps can be read at the moment. One question is under way at a time, however many ask: a store
 * that is away is asked for as long as it waits itself, and whoever asks here waits a second at most. Never rejects.
 */
export function createStoreProbe(departures: Pick<DepartureStore, 'overdue'>): () => Promise<boolean> {
  let asking: Promise<boolean> | null = null;
  const ask = async (): Promise<boolean> => {
    try {
      await departures.overdue(toInstant(new Date()), 1);
      return true;
    } catch {
      return false;
    } finally {
      asking = null;
    }
  };
  return async () => {
    asking ??= ask();
    return (await within(asking, answersWithin)) === true;
  };
}
