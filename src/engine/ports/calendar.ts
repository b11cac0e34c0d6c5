import type { Instant } from '../../domain/calendar/time.ts';
import { inEnglish, type Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';

/** A meeting as one person's calendar holds it. Texts are final, in that person's language. */
export interface Appointment {
  /** The same for the same meeting of one person, however often it moves (RFC 5545, 3.8.4.7). */
  uid: string;
  /** Counts up with each change (RFC 5545, 3.8.7.4). */
  sequence: number;
  startsAt: Instant;
  endsAt: Instant;
  title: string;
  description: string;
  /** It is new there, has moved, or was called off; and the sentence of a message that says so. */
  news: 'new' | 'moved' | 'over';
  says: string;
}

/** What a calendar holds of a meeting; `unknown` where nobody can look. */
export type Held = { type: 'held'; startsAt: Instant; endsAt: Instant } | { type: 'absent' } | { type: 'unknown' };

/** One way into people's calendars. Throws CalendarError only. */
export interface Calendar {
  /** Kept with what was put there, so it stays the same. */
  readonly id: string;
  /** Whether `read` can tell what stands there; what is sent by mail cannot be looked at. */
  readonly readsBack: boolean;
  /** Whether this person's appointments go here. */
  serves(person: Person): boolean;
  /** Creates it, or moves what stands under its `uid`; doing it twice is doing it once. */
  put(person: Person, appointment: Appointment): Promise<void>;
  /** Takes it out; done, too, when nothing stands there. */
  cancel(person: Person, appointment: Appointment): Promise<void>;
  read(person: Person, uid: string): Promise<Held>;
}

export class CalendarError extends Error {
  override readonly name = 'CalendarError';
  /**
   * `unavailable`: nothing was changed, and a later try may work. `unknown-outcome`: it may have been changed.
   * `rejected`: it will not be taken, however often it is tried.
   */
  readonly kind: 'unavailable' | 'unknown-outcome' | 'rejected';
  /** As people read it. Names no address and nothing that the calendar answered. */
  readonly words: Words;
  constructor(kind: CalendarError['kind'], words: Words, options: ErrorOptions = {}) {
    super(inEnglish(words), options);
    this.kind = kind;
    this.words = words;
  }
}
