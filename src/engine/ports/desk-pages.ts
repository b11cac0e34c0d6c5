import type { PersonId } from '../../domain/people/people.ts';

/** The way from chat to the desk. */
export interface DeskPages {
  /** An address that lets this person in once, within minutes. */
  open(person: PersonId): Promise<string>;
}
