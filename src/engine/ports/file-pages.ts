import type { DepartureId } from '../../domain/departure.ts';
import type { PersonId } from '../../domain/people/people.ts';

/** A step of a departure that asks for files. */
export interface FilePlace {
  departureId: DepartureId;
  taskId: string;
}

/**
 * Pages on which people bring and open files in their browser. Each address is for one person and ends after minutes;
 * whoever has it acts as that person on that page, and nowhere else.
 */
export interface FilePages {
  /** Where this person brings files for the step. */
  give(place: FilePlace, person: PersonId): Promise<string>;
  /** Where this person opens the file. */
  open(place: FilePlace & { fileId: string }, person: PersonId): Promise<string>;
}
