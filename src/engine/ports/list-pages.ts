import type { PersonId } from '../../domain/people/people.ts';

/** What a list is for: a wave of departures, or one HR system that is read from a file. */
export type ListPlace = { readonly kind: 'wave' } | { readonly kind: 'hr'; readonly system: string };

/** Pages on which lists are brought as files. */
export interface ListPages {
  /** An address for one person, for half an hour. */
  bring(place: ListPlace, person: PersonId): Promise<string>;
}
