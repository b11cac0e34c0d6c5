import { z } from 'zod';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { addressesOf } from '../../domain/people/people.ts';
import { exchangeNote } from '../concurrency/exchange-note.ts';
import type { Store } from '../ports/store.ts';

/** One row of the list as it was given; empty where it says nothing. */
const waveRowSchema = z.strictObject({
  /** Of the file, or counted on over what was pasted. */
  line: z.int(),
  email: z.string(),
  lastDay: z.string(),
  contractEnd: z.string(),
  time: z.string(),
  flow: z.string(),
  contract: z.string(),
  manager: z.string(),
  heir: z.string(),
});
export type WaveRow = z.infer<typeof waveRowSchema>;

/**
 * A list that nobody has opened yet. Forgotten with the rows once every departure is planned, or when it is thrown
 * away.
 */
const waveDraftSchema = z.strictObject({
  title: z.string(),
  /** For rows that say nothing else; `YYYY-MM-DD`, `HH:mm`. */
  lastDay: z.string(),
  time: z.string(),
  flow: z.string(),
  rows: z.array(waveRowSchema),
  /** The columns of what was given last: more rows may be pasted without naming them again. */
  columns: z.array(z.string()),
});
export type WaveDraft = z.infer<typeof waveDraftSchema>;

export const emptyWaveDraft: WaveDraft = { title: '', lastDay: '', time: '', flow: '', rows: [], columns: [] };

/** Under which key `relais wave import` leaves its list, until somebody of HR takes it. */
export const importedBy = 'import';

export async function readWaveDraft({ notes }: Pick<Store, 'notes'>, by: PersonId): Promise<WaveDraft | null> {
  return waveDraftSchema.nullable().parse(await notes.read(noteKey(by)));
}

/** Keeps it in place of the one that was read; false where it is another by now. Null forgets it. */
export function keepWaveDraft(
  { notes }: Pick<Store, 'notes'>,
  by: PersonId,
  { seen, next }: { seen: WaveDraft | null; next: WaveDraft | null },
): Promise<boolean> {
  return exchangeNote(notes, noteKey(by), { seen, value: next });
}

/** Whether this person is in the list: then there is none for them, whatever role they hold. */
export function isListed({ rows }: WaveDraft, person: Person): boolean {
  const own = new Set(addressesOf(person).map((one) => one.toLowerCase()));
  return rows.some(({ email }) => own.has(email.toLowerCase()));
}

function noteKey(by: PersonId): string {
  return `wave-draft/${by}`;
}
