import type { AuditorEvent } from '../../domain/auditors/events.ts';
import type { EngineDeps } from '../deps.ts';
import { entriesBackwards, type InstallationEntry } from '../installation/installation-journal.ts';

/** One line of what was decided about an auditor, or opened by one. */
export interface AuditorEntry extends Pick<InstallationEntry, 'seq' | 'at' | 'by'> {
  event: AuditorEvent;
}

/**
 * What the journal says of one invitation, the last first, and at most so many; `more`: there are earlier ones. Throws
 * StoreError `corrupt` where the journal is not whole.
 */
export async function entriesOf(
  { store }: Pick<EngineDeps, 'store'>,
  auditor: string,
  most: number,
): Promise<{ entries: readonly AuditorEntry[]; more: boolean }> {
  const entries: AuditorEntry[] = [];
  for await (const { seq, at, by, event } of entriesBackwards(store.notes)) {
    if (!('auditor' in event) || event.auditor !== auditor) continue;
    if (entries.length === most) return { entries, more: true };
    entries.push({ seq, at, by, event });
    // Nothing is said of it before.
    if (event.type === 'auditor-invited') break;
  }
  return { entries, more: false };
}
