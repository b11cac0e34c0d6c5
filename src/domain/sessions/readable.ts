import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { readsWhole } from '../knowledge/readable.ts';
import type { CompanyRole, PersonId } from '../people/people.ts';
import { maySee } from '../people/visibility.ts';
import type { Session } from './session.ts';

/**
 * The sessions that this person may know of: all of them whoever reads the whole dossier, else those in which they sit
 * as heir.
 */
export function readableSessions(
  departure: Departure,
  reader: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): readonly Session[] {
  const { sessions = [] } = departure;
  if (!maySee(departure, reader, now)) return [];
  return readsWhole(departure, reader) ? sessions : sessions.filter(({ heir }) => heir === reader.id);
}
