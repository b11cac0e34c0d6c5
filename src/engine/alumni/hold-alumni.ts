import { held } from '../../domain/alumni/changes.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * The data comes from a backup: whoever ended staying in touch after it stands there again, and nothing says who. So
 * everybody is asked anew before anything else is done with their record. Safe to be cut short and done again.
 */
export async function holdAlumni({ store, clock }: Pick<EngineDeps, 'store' | 'clock'>): Promise<void> {
  const at = toInstant(clock.now());
  for (const { id } of await store.alumni.list())
    await store.alumni.change(id, (kept) => ({ value: held(kept, at), answer: undefined }));
}
