import { type Tombstone, tombstoneSchema } from '../../domain/erasure/tombstone.ts';
import type { NotesStore } from '../ports/store.ts';

const at = (departureId: string) => `tombstone/${departureId}`;

/** What stays of an erased departure; null where nothing was kept of one. */
export async function readTombstone(notes: Pick<NotesStore, 'read'>, id: string): Promise<Tombstone | null> {
  return tombstoneSchema.nullable().parse(await notes.read(at(id)));
}

export async function keepTombstone(notes: Pick<NotesStore, 'write'>, tombstone: Tombstone): Promise<void> {
  await notes.write(at(tombstone.departureId), tombstoneSchema.parse(tombstone));
}

/** The departure is there after all. */
export async function takeBackTombstone(notes: Pick<NotesStore, 'write'>, id: string): Promise<void> {
  await notes.write(at(id), null);
}
