import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { type EvidenceAsked, mayTakeEvidence } from '../../domain/evidence/takers.ts';
import type { CompanyRole, PersonId } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';

/** How many departures one pack holds at most; the command line makes larger ones. */
export const mostInPack = 100;

/** The departures of a pack, the first that began first: of what was asked for, those that this person may take. */
export async function evidenceOf(
  { store, clock }: Pick<EngineDeps, 'store' | 'clock'>,
  { what, level }: EvidenceAsked,
  person: { id: PersonId; roles: readonly CompanyRole[] },
): Promise<readonly Departure[]> {
  const now = toInstant(clock.now());
  const mayTake = (departure: Departure) => mayTakeEvidence(departure, person, { level, now });
  if ('departure' in what) {
    const departure = await store.departures.load(what.departure);
    return departure && mayTake(departure) ? [departure] : [];
  }
  const { from, to } = what.period;
  const found: Departure[] = [];
  for await (const departure of store.departures.search({})) {
    const began = departure.createdAt.slice(0, 10);
    if (began >= from && began <= to && mayTake(departure)) found.push(departure);
  }
  return found.reverse();
}
