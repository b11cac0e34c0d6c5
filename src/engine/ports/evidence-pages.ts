import type { EvidenceAsked } from '../../domain/evidence/takers.ts';
import type { PersonId } from '../../domain/people/people.ts';

/** Pages on which people take a pack of evidence with them. */
export interface EvidencePages {
  /** An address for one person, for minutes, by which the pack is taken once. */
  take(asked: EvidenceAsked, person: PersonId): Promise<string>;
}
