import { z } from 'zod';
import { instantSchema } from '../../domain/calendar/time.ts';
import { wordsSchema } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';

/** Somebody of whom the HR system tells something, and nothing could be begun. */
const openWordSchema = z.strictObject({
  /** The HR system's id of the person, and the hash of the word: the same one is not rung for twice. */
  person: z.string(),
  /** Whom Relais takes them for, where it knows: they are not told of it themselves. */
  leaver: z.string().optional(),
  hash: z.string(),
  /** As the HR system calls them, for HR to find the record; of whom Relais knows, the directory says it. */
  name: z.string().optional(),
  why: z.enum(['nobody', 'several', 'left-lying']),
  endsOn: z.iso.date().nullable(),
  movesOn: z.iso.date().nullable(),
});
export type OpenWord = z.infer<typeof openWordSchema>;

/** What is remembered of one HR system, as one sealed note: up to where it was read, and what is open of it. */
const feedStateSchema = z.strictObject({
  /** The system's own words; null begins anew. */
  cursor: z.string().nullable(),
  readAt: instantSchema.nullable(),
  /** When it is read next. */
  nextAt: instantSchema.nullable(),
  /** Since when no read came to its end, and why the latest did not. */
  failing: z.strictObject({ since: instantSchema, why: wordsSchema, times: z.int() }).nullable(),
  /** People with an end or a move, and until when they are asked for one by one where the list leaves them out. */
  watched: z.record(z.string(), instantSchema),
  open: z.array(openWordSchema),
});
export type FeedState = z.infer<typeof feedStateSchema>;

const untouched: FeedState = { cursor: null, readAt: null, nextAt: null, failing: null, watched: {}, open: [] };

/** What cannot be read is begun anew: everything is told again, and comes to nothing where it is known. */
export async function readFeedState({ notes }: EngineDeps['store'], source: string): Promise<FeedState> {
  return feedStateSchema.catch(untouched).parse((await notes.read(keyOf(source))) ?? untouched);
}

export async function writeFeedState({ notes }: EngineDeps['store'], source: string, state: FeedState): Promise<void> {
  await notes.write(keyOf(source), state);
}

/** Whoever was taken out of the directory stands in no list of an HR system's open words either. */
export async function forgetInFeeds(
  { store, hrSources = [] }: Pick<EngineDeps, 'store' | 'hrSources'>,
  leaver: Pick<Person, 'id' | 'name' | 'email'>,
  told: { source: string; person: string } | null,
): Promise<void> {
  const sources = new Set([...hrSources.map(({ id }) => id), ...(told === null ? [] : [told.source])]);
  const names = new Set([leaver.name.toLowerCase(), leaver.email.toLowerCase()]);
  for (const source of sources) {
    const isTheirs = (word: OpenWord) =>
      word.leaver === leaver.id ||
      (told?.source === source && told.person === word.person) ||
      (word.name !== undefined && names.has(word.name.toLowerCase()));
    if (!(await readFeedState(store, source)).open.some(isTheirs)) continue;
    await store.notes.change(keyOf(source), (note) => {
      const state = feedStateSchema.catch(untouched).parse(note ?? untouched);
      return { value: { ...state, open: state.open.filter((word) => !isTheirs(word)) }, answer: undefined };
    });
  }
}

function keyOf(source: string): string {
  return `hr-feed/${source}`;
}
