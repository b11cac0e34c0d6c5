import type { PackEvent } from '../../domain/evidence/pack-events.ts';
import type { EngineDeps } from '../deps.ts';
import { recordInstallation } from '../installation/installation-journal.ts';

/**
 * Notes in the journal of the installation that a pack is about to be given; resolves once the entry is kept. `by`: a
 * person's id, or `system` for whoever runs commands on the server.
 */
export async function notePack(
  deps: Pick<EngineDeps, 'store' | 'clock'>,
  { by, ...told }: Omit<PackEvent, 'type'> & { by: string },
): Promise<void> {
  const events = [{ type: 'evidence-pack-made' as const, ...told }];
  await recordInstallation(deps, { by, decide: () => ({ type: 'events', events }) });
}
