import type { DepartureReport } from '../../domain/evidence/report.ts';
import { reportOfJournal } from '../../domain/evidence/report-of-journal.ts';
import type { Naming } from '../../domain/evidence/who.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import type { AuditStore } from '../ports/store.ts';

/**
 * What the journal of one departure proves; null where there is none, or it was erased. Throws StoreError `corrupt`
 * where it is not whole.
 */
export async function reportOf(
  audit: Pick<AuditStore, 'proof'>,
  id: string,
  naming: Naming,
): Promise<{ report: DepartureReport; entries: readonly Entry[] } | null> {
  const proof = await audit.proof(id);
  if (proof === null) return null;
  const entries = proof.entries.map(({ entry }) => entry);
  const report = reportOfJournal(
    entries,
    {
      stored: proof.stored,
      head: Buffer.from(proof.entries.at(-1)?.hash ?? []).toString('hex'),
      committed: proof.entries.filter(({ openings }) => openings !== null).length,
    },
    naming,
  );
  return { report, entries };
}
