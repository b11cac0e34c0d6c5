import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isConfidential } from '../people/visibility.ts';
import type { Grant } from './grant.ts';

/**
 * Whether an auditor may know that this departure exists: it was started in their period, the leaver and teammates may
 * know of it by now, and it is not the auditor's own. What is confidential still, or was called off before anybody was
 * to know, is in no list, no number, no sample and no register; what is being erased is there for nobody.
 */
export function isAuditable(
  departure: Departure,
  { period, person }: Pick<Grant, 'period' | 'person'>,
  now: Instant,
): boolean {
  const began = departure.createdAt.slice(0, 10);
  return (
    departure.status !== 'draft' &&
    departure.flow !== null &&
    departure.erasure === undefined &&
    departure.leaver.id !== person &&
    began >= period.from &&
    began <= period.to &&
    !isConfidential(departure, now)
  );
}
