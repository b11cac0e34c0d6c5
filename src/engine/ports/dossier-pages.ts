import type { DepartureId } from '../../domain/departure.ts';
import type { PersonId } from '../../domain/people/people.ts';

/** Pages on which people take a dossier with them as a file. */
export interface DossierPages {
  /** An address for one person, for minutes, by which the dossier is taken once. */
  take(departureId: DepartureId, person: PersonId): Promise<string>;
}
