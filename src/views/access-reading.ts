import type { Departure } from '../domain/departure.ts';
import type { CompanyRole, Person } from '../domain/people.ts';
import type { Instant } from '../domain/time.ts';
import type { AccessPhase } from './access-state.ts';
import type { Voice } from './voice.ts';

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
