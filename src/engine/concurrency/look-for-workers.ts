import { toInstant } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * What is late for `since` milliseconds has nobody who does it: an operator must hear of that. Counts `limit`
 * departures at most.
 */
export async function lookForWorkers(
  { clock, store, metrics, log }: Pick<EngineDeps, 'clock' | 'store' | 'metrics' | 'log'>,
  { since, limit }: { since: number; limit: number },
): Promise<void> {
  const late = toInstant(new Date(clock.now().getTime() - since));
  const ids = await store.departures.overdue(late, limit);
  metrics.overdue.set(ids.length);
  if (ids.length > 0)
    log.error(
      { departures: ids.length },
      'what is due is not being done: no process with RELAIS_ROLES=worker takes it; start one',
    );
}
