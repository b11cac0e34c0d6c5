import type { EmploymentFact } from '../../domain/hr/employment-fact.ts';
import type { Person } from '../../domain/people/people.ts';

/** A departure that is about to begin because an HR system says so. */
interface DraftCandidate {
  source: string;
  leaver: Person;
  fact: EmploymentFact;
}

/**
 * The one gate that every new draft of the feed goes through. `hold`: not now; nothing is lost, the candidate comes
 * again with the next poll, and HR sees it as held until then.
 */
export type AdmitDraft = (candidate: DraftCandidate) => Promise<'begin' | 'hold'>;

/** Where nothing brakes the feed. */
export const admitAll: AdmitDraft = async () => 'begin';
