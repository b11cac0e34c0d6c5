import { z } from 'zod';
import { instantSchema } from '../../../domain/calendar/time.ts';
import { wordsSchema } from '../../../domain/localized.ts';
import { errorKindSchema } from '../../../domain/systems/evidence.ts';
import type { NotesStore } from '../../ports/store.ts';
import { type KeptRecord, keptRecordSchema } from './record.ts';

/**
 * Why the last reading of a source was not taken; what was known before stays. `shorter`: far fewer people than before,
 * which is rather a lost right than so many departures. `odd`: people who could not be read, so many that the list is
 * not believed.
 */
const failureSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('failed'), at: instantSchema, kind: errorKindSchema, message: wordsSchema }),
  z.strictObject({ type: z.literal('shorter'), at: instantSchema, listed: z.int(), missing: z.int() }),
  z.strictObject({ type: z.literal('odd'), at: instantSchema, listed: z.int(), unreadable: z.int() }),
]);
export type ReadingFailure = z.infer<typeof failureSchema>;

const headSchema = z.strictObject({
  /** Raised by every list that is written: who has read this one knows it. */
  version: z.int(),
  /** Two places are written in turn, so that a list that was cut short in writing is never read. */
  place: z.enum(['a', 'b']),
  parts: z.int().min(0),
  /** When a list was last taken; null where none was yet. */
  readAt: instantSchema.nullable(),
  people: z.int(),
  missing: z.int(),
  unreadable: z.int(),
  failure: failureSchema.nullable(),
  /** A person has said that the next list is to be taken however short it is. */
  accepted: z.boolean(),
});
export type ListHead = z.infer<typeof headSchema>;

const nothingYet: ListHead = {
  version: 0,
  place: 'a',
  parts: 0,
  readAt: null,
  people: 0,
  missing: 0,
  unreadable: 0,
  failure: null,
  accepted: false,
};

/** People in one note: far below what a document of MongoDB may hold. */
const partSize = 500;
const partSchema = z.array(keptRecordSchema);

/** What each source said last, sealed in the notes. */
export interface KeptLists {
  head(source: string): Promise<ListHead>;
  /**
   * The records of the list that `head` is about. Null where they were written anew meanwhile, or cannot be read by
   * this version: read the head again, or the source.
   */
  records(source: string, head: ListHead): Promise<readonly KeptRecord[] | null>;
  /** Puts a list in the place of the one before, and forgets that one. */
  write(
    source: string,
    records: readonly KeptRecord[],
    of: Pick<ListHead, 'readAt' | 'unreadable' | 'failure'>,
  ): Promise<ListHead>;
  /** Keeps why a reading was not taken beside the list that stays. */
  fail(source: string, failure: ReadingFailure): Promise<void>;
  /** The next list is taken however short it is, and read at once. */
  accept(source: string): Promise<void>;
}

export function createKeptLists(notes: NotesStore): KeptLists {
  const headAt = (source: string) => `people/${source}`;
  const partAt = (source: string, place: string, part: number) => `people/${source}/${place}/${part}`;
  const head = async (source: string): Promise<ListHead> => {
    const read = headSchema.safeParse((await notes.read(headAt(source))) ?? nothingYet);
    return read.success ? read.data : nothingYet;
  };
  const forget = async (source: string, { place, parts }: ListHead) => {
    for (let part = 0; part < parts; part += 1) await notes.write(partAt(source, place, part), null);
  };

  return {
    head,
    async records(source, { version, place, parts }) {
      const read = await Promise.all(
        Array.from({ length: parts }, (_, part) => notes.read(partAt(source, place, part))),
      );
      if ((await head(source)).version !== version) return null;
      const parsed = read.map((one) => partSchema.safeParse(one));
      return parsed.every((one) => one.success) ? parsed.flatMap(({ data }) => data ?? []) : null;
    },
    async write(source, records, { readAt, unreadable, failure }) {
      const before = await head(source);
      const place = before.place === 'a' ? 'b' : 'a';
      const parts = Math.ceil(records.length / partSize);
      await Promise.all(
        Array.from({ length: parts }, (_, part) =>
          notes.write(partAt(source, place, part), records.slice(part * partSize, (part + 1) * partSize)),
        ),
      );
      const missing = records.filter(({ missingSince }) => missingSince !== null).length;
      const version = before.version + 1;
      const people = records.length - missing;
      const next: ListHead = { version, place, parts, readAt, people, missing, unreadable, failure, accepted: false };
      await notes.write(headAt(source), next);
      await forget(source, before);
      return next;
    },
    async accept(source) {
      await notes.write(headAt(source), { ...(await head(source)), accepted: true });
    },
    async fail(source, failure) {
      await notes.write(headAt(source), { ...(await head(source)), failure });
    },
  };
}
