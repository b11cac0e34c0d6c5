import MiniSearch from 'minisearch';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import { readableTopics } from '../../domain/knowledge/readable.ts';
import { inEnglish, inFrench } from '../../domain/localized.ts';
import type { CompanyRole, PersonId } from '../../domain/people/people.ts';
import type { DepartureStore } from '../ports/store.ts';

/** How many departures are opened for one search, the newest first; what is left out is said. */
export const mostSearched = 1000;
/** How many answers a person reads. */
const mostFound = 10;

/** One topic that says what was looked for, of a departure that its reader may see. */
interface FoundTopic {
  departure: Departure;
  topic: Topic;
}

export interface Searched {
  found: readonly FoundTopic[];
  /** How many there are in all. */
  total: number;
  /** Whether there were more departures than could be opened. */
  isPartial: boolean;
}

interface SearchQuery {
  reader: { id: PersonId; roles: readonly CompanyRole[] };
  words: string;
  now: Instant;
}

/**
 * Full text over every topic that this person may read by now. The index is made for the one search, of the sealed
 * rows, and thrown away with it: no text of a dossier outlives a search in memory, nothing of it can be stale, and what
 * was erased cannot be found.
 */
export async function searchTopics(
  departures: Pick<DepartureStore, 'search'>,
  { reader, words, now }: SearchQuery,
): Promise<Searched> {
  const isEverywhere = reader.roles.includes('hr') || reader.roles.includes('admin');
  const known = new Map<string, FoundTopic>();
  let opened = 0;
  const query = { limit: mostSearched + 1, ...(!isEverywhere && { involving: reader.id }) };
  for await (const departure of departures.search(query)) {
    opened += 1;
    if (opened > mostSearched) break;
    for (const topic of readableTopics(departure, reader, now))
      known.set(`${departure.id}/${topic.id}`, { departure, topic });
  }
  const hits = await ranked(
    [...known].map(([id, { topic }]) => ({ id, title: wordsOf(topic), text: topic.written?.text ?? '' })),
    words,
  );
  const found = hits.flatMap((id) => known.get(id) ?? []);
  return { found: found.slice(0, mostFound), total: found.length, isPartial: opened > mostSearched };
}

/** What it is called and asked, in both languages: whoever searches may have read either. */
function wordsOf({ title, question }: Topic): string {
  return [title, question ?? ''].flatMap((words) => [inEnglish(words), inFrench(words)]).join(' ');
}

/** A text that can be found; `title` counts more than `text`. */
interface Searchable {
  id: string;
  title: string;
  text: string;
}

/**
 * The ids of what says all of the words, the best first: parts at their beginning count, and so does one wrong letter
 * of a long one.
 */
export async function ranked(documents: readonly Searchable[], words: string): Promise<readonly string[]> {
  const terms = words
    .split(/[^\p{L}\p{N}]+/u)
    .map(folded)
    .filter(({ length }) => length >= shortestWord);
  const index = new MiniSearch<Searchable>({
    fields: ['title', 'text'],
    processTerm: (term) => (term.length < shortestWord ? null : folded(term)),
  });
  // In stretches, so that nobody else waits while large dossiers are read.
  await index.addAllAsync(
    documents.filter(({ title, text }) => mayMatch(folded(`${title} ${text}`), terms)),
    { chunkSize: 50 },
  );
  const options = {
    combineWith: 'AND',
    prefix: true,
    fuzzy: (term: string) => (isLong(term) ? 1 : false),
    boost: { title: 2 },
  } as const;
  return index.search(words, options).map(({ id }) => String(id));
}

/**
 * Whether a text can say all of it, told without an index, which costs a hundred times as much: one wrong letter leaves
 * the first or the second half of a word as it is.
 */
function mayMatch(text: string, terms: readonly string[]): boolean {
  return terms.every((term) => {
    const half = Math.floor(term.length / 2);
    return isLong(term) ? text.includes(term.slice(0, half)) || text.includes(term.slice(half)) : text.includes(term);
  });
}

/** Long enough for one letter to be wrong. */
function isLong(term: string): boolean {
  return term.length > 5;
}

/** The shortest word that is looked for, in characters. */
export const shortestWord = 2;

/** Without capitals and accents. */
function folded(term: string): string {
  return term.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
