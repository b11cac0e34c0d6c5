import { z } from 'zod';
import { instantSchema } from '../domain/calendar/time.ts';
import { holdAlumni } from './alumni/hold-alumni.ts';
import { endInvitations } from './auditors/invitations.ts';
import type { EngineDeps } from './deps.ts';
import { endAdmissions } from './desk/admissions.ts';
import { transact } from './transact.ts';

/**
 * Under which key a backup says that it is one, and when it was taken. Only copies hold it; whoever starts from a copy
 * finds it.
 */
export const backupNoteKey = 'taken-from-backup';
export const backupNoteSchema = z.strictObject({ takenAt: instantSchema });

/**
 * Tells every departure that it comes from a backup, before anything is done for it, and ends what lets auditors read
 * and people in at the desk: a copy knows nothing of what was ended since. Returns how many were told; null
 * when the data is no copy. Safe to be cut short: the note goes last, and telling a departure twice does no harm.
 */
export async function resumeFromBackup(deps: EngineDeps): Promise<number | null> {
  const kept = await deps.store.notes.read(backupNoteKey);
  if (kept === null) return null;
  const { takenAt } = backupNoteSchema.parse(kept);
  await endInvitations(deps);
  await endAdmissions(deps.store.notes);
  await holdAlumni(deps);
  const ids: string[] = [];
  for await (const { id, status } of deps.store.departures.search({})) if (status !== 'draft') ids.push(id);
  for (const id of ids) await transact(deps, id, { type: 'restored.record', takenAt }, { type: 'system' });
  await deps.store.notes.write(backupNoteKey, null);
  deps.log.warn({ takenAt, departures: ids.length }, 'started from a backup; everything is read before it is repeated');
  return ids.length;
}
