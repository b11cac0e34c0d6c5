import type { BrakeGate } from './brake/brake.ts';
import type { HolidayCalendar } from './calendar/business-days.ts';
import type { Instant } from './calendar/time.ts';
import type { DepartureEvent } from './event.ts';
import type { Other } from './lifecycle/other-departures.ts';
import type { Actor, PersonId } from './people/people.ts';
import type { Decision } from './refusal.ts';
import type { Retention } from './retention/retention.ts';

/** Everything a decision may look at besides the state and the command; there is no other world. */
export interface DecideContext {
  now: Instant;
  actor: Actor;
  calendar: HolidayCalendar;
  /** SHA-256 in hexadecimal. */
  digest(text: string): string;
  /** People who are leaving themselves (and whose departure may be known): asked for nothing new. */
  leaving: ReadonlySet<PersonId>;
  /**
   * The other open departures of the same person, as the actor may know of them; only where one begins, is started or
   * taken up again.
   */
  others?: readonly Other[];
  /**
   * What the brake says, which counts for all processes; only where time may let a run begin. Left out, none begins.
   */
  gate?: BrakeGate;
  /** How long what is kept; left out, nothing is erased by time. */
  retention?: Retention | undefined;
  /** For a new departure only. */
  id?: string;
}

/** Events, or why not. */
export type Outcome = Decision<DepartureEvent>;

/** Of what a person asks. */
export type PersonContext = DecideContext & { actor: Actor & { type: 'person' } };
