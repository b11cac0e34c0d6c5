import type { Departure } from '../../domain/departure.ts';
import type { EngineDeps } from '../deps.ts';

/** Whether this departure's leaver is asked: of a kind that is asked, and while they are to leave or have left. */
export function asksAlumni(
  { alumni, channels }: Pick<EngineDeps, 'alumni' | 'channels'>,
  { kind, status, erasure }: Pick<Departure, 'kind' | 'status' | 'erasure'>,
): boolean {
  if (kind === null || kind === 'internal-move' || erasure !== undefined || !channels.has('email')) return false;
  return (status === 'active' || status === 'completed') && (alumni?.ask ?? []).includes(kind);
}
