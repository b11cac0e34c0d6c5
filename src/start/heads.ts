import type { Logger } from 'pino';
import type { Clock } from '../engine/ports/clock.ts';
import type { Store } from '../engine/ports/store.ts';
import type { RelaisFile } from '../relais-file.ts';
import type { Closing } from './closing.ts';

interface Around {
  store: Store;
  clock: Clock;
  log: Logger;
  closing: Closing;
  /** Whether this process does what is due. */
  works: boolean;
}

/** Publishes the heads of the journals, where `relais.yaml` says so; what does it is not loaded before. */
export async function startHeads(
  { heads }: RelaisFile['evidence'],
  { store, clock, log, closing, works }: Around,
): Promise<void> {
  if (!heads || !works) return;
  const { startPublishing } = await import('../evidence/publish-heads.ts');
  const publishing = startPublishing({ store, clock, log, ...heads });
  closing.push(() => publishing.stop());
}
