import type { Alumnus } from '../../domain/alumni/alumnus.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { DepartureId } from '../../domain/departure.ts';

/** One who is listed: nothing of it names anybody. */
export interface ListedAlumnus {
  id: string;
  /** The departure they joined from; null once that was erased. */
  departureId: DepartureId | null;
  /** When they joined. */
  at: Instant;
  /** An erasure was begun and may not be finished: whoever finds it erases again. */
  erasing: boolean;
}

/**
 * People who left and wish to stay in touch. Each record is sealed with a data key of its own, which no departure and
 * no other record has.
 */
export interface AlumniStore {
  list(): Promise<readonly ListedAlumnus[]>;
  /** Null when there is none, or when its key was destroyed. */
  load(id: string): Promise<Alumnus | null>;
  /** Of whoever joined from this departure; null when nobody did, or when either of the two was erased. */
  ofDeparture(departure: DepartureId): Promise<string | null>;
  /**
   * Keeps the record of whoever joins from this departure, one for each; `make` is given its id, and what makes marks
   * with its key (`mark`). `there`: one is kept already, and was left as it was.
   */
  begin(
    departure: DepartureId,
    at: Instant,
    make: (id: string, mark: (about: string) => string) => Alumnus,
  ): Promise<{ id: string; was: 'new' | 'there' }>;
  /**
   * Keeps what `decide` makes of the record, and gives its answer: in one step for all processes. Null where there is
   * no record. `decide` may be called again, and must do nothing but decide.
   */
  change<Answer>(
    id: string,
    decide: (kept: Alumnus) => { value: Alumnus; answer: Answer },
  ): Promise<{ answer: Answer } | null>;
  /**
   * A mark of this record and what it is about, made with the record's own key: nobody makes it again once that is
   * destroyed. Null where there is no record.
   */
  mark(id: string, about: string): Promise<string | null>;
  /** Destroys the key and everything else of the record. Can be done again, also where there is none. */
  erase(id: string): Promise<void>;
  /** The departure is erased: nothing says any more who joined from it. The record stays. */
  forgetDeparture(departure: DepartureId): Promise<void>;
}
