import { z } from 'zod';
import { type ContractRecord, contractRecordSchema } from '../../domain/contracts/contract.ts';
import type { Person } from '../../domain/people/people.ts';
import { addressesOf } from '../../domain/people/people.ts';
import type { NotesStore } from '../ports/store.ts';

/** All that was decided about contracts, and who has a message about some: one sealed note for all processes. */
const kept = z.strictObject({
  /** By the person's main address. */
  records: z.record(z.string(), contractRecordSchema),
  /** Ids of people who were sent a message, so that it can be brought in line once nothing is left to say. */
  told: z.array(z.string()),
});
type Kept = z.infer<typeof kept>;

const key = 'contracts';
const nothing: Kept = { records: {}, told: [] };

/**
 * Throws where the note cannot be read: without what was decided, everybody would be asked anew and ends would be
 * wrong.
 */
export async function readContractNotes(notes: Pick<NotesStore, 'read'>): Promise<Kept> {
  return kept.parse((await notes.read(key)) ?? nothing);
}

/** Keeps what `decide` makes of the record of this address, unless that is `stale`; decided once for all processes. */
export function changeContract(
  notes: Pick<NotesStore, 'change'>,
  email: string,
  decide: (record: ContractRecord | null) => ContractRecord | 'stale',
): Promise<'kept' | 'stale'> {
  return notes.change(key, (note) => {
    const before = kept.parse(note ?? nothing);
    const next = decide(before.records[email] ?? null);
    return next === 'stale'
      ? { value: before, answer: 'stale' as const }
      : { value: { ...before, records: { ...before.records, [email]: next } }, answer: 'kept' as const };
  });
}

export async function noteTold(notes: Pick<NotesStore, 'change'>, people: readonly string[]): Promise<void> {
  await notes.change(key, (note) => {
    const before = kept.parse(note ?? nothing);
    return { value: { ...before, told: [...new Set([...before.told, ...people])] }, answer: undefined };
  });
}

/** Whoever was taken out of the directory stands in no record, and has no message any more. */
export async function forgetInContracts(notes: NotesStore, person: Person): Promise<void> {
  const before = await readContractNotes(notes);
  const own = addressesOf(person).map((one) => one.toLowerCase());
  if (!before.told.includes(person.id) && own.every((one) => before.records[one] === undefined)) return;
  await notes.change(key, (note) => {
    const { records, told } = kept.parse(note ?? nothing);
    const left = Object.entries(records).filter(([email]) => !own.includes(email));
    return {
      value: { records: Object.fromEntries(left), told: told.filter((one) => one !== person.id) },
      answer: undefined,
    };
  });
}
