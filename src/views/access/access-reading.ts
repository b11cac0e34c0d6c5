import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { audienceOf } from '../audience.ts';
import { shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { type AccessPhase, accessPhase } from './access-state.ts';

/** What everything on the access card is read from. */
export interface AccessReading {
  departure: Departure;
  reader: Person;
  roles: readonly CompanyRole[];
  voice: Voice;
  now: Instant;
  /** The leaver's, as shown. */
  name: string;
  phase: AccessPhase;
}

/** Read for one reader; `roles` are those of the moment, without them those of the plan's cast. */
export function accessReading(
  departure: Departure,
  reader: Person,
  now: Instant,
  roles?: readonly CompanyRole[],
): AccessReading {
  const audience = audienceOf(departure, reader, roles);
  return {
    departure,
    reader,
    roles: (['hr', 'it', 'admin'] as const).filter((role) => audience[role]),
    voice: voiceFor(reader),
    now,
    name: shownName(departure.leaver.name),
    phase: accessPhase(departure, now),
  };
}
