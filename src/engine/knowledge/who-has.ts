import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { readableTopics } from '../../domain/knowledge/readable.ts';
import { isPublic, takenOver } from '../../domain/knowledge/taken-over.ts';
import { inEnglish, inFrench, type Words } from '../../domain/localized.ts';
import type { CompanyRole, PersonId } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import type { DepartureStore } from '../ports/store.ts';
import { mostSearched, ranked } from './search-topics.ts';

/** Something that somebody took over from whoever left. */
export interface Holding {
  departure: Departure;
  title: Words;
  holder: PersonId;
}

interface WhoHasQuery {
  reader: { id: PersonId; roles: readonly CompanyRole[] };
  words: string;
  now: Instant;
}

/** How many answers a person reads. */
const mostFound = 8;

/**
 * Who took over what these words name, from titles only. Everybody may ask, and hears of departures of which the team
 * was told; of any other, whoever may see it hears what they may read there anyway. So the answer is the same whether a
 * confidential departure is there or not.
 */
export async function whoHas(
  departures: Pick<DepartureStore, 'search'>,
  { reader, words, now }: WhoHasQuery,
): Promise<{ found: readonly Holding[]; isPartial: boolean }> {
  const known = new Map<string, Holding>();
  let opened = 0;
  for await (const departure of departures.search({ limit: mostSearched + 1 })) {
    opened += 1;
    if (opened > mostSearched) break;
    for (const { id, title, holder } of takenOver(departure))
      if (isPublic(departure, now) || mayHear(departure, { id, reader, now }))
        known.set(`${departure.id}/${id}`, { departure, title, holder });
  }
  const documents = [...known].map(([id, { title }]) => ({
    id,
    title: `${inEnglish(title)} ${inFrench(title)}`,
    text: '',
  }));
  const hits = await ranked(documents, words);
  return { found: hits.flatMap((id) => known.get(id) ?? []).slice(0, mostFound), isPartial: opened > mostSearched };
}

/** What somebody sees of a departure besides: their own, or all of it. */
function mayHear(
  departure: Departure,
  { id, reader, now }: Pick<WhoHasQuery, 'reader' | 'now'> & { id: string },
): boolean {
  if (!maySee(departure, reader, now)) return false;
  const task = departure.tasks.find((one) => one.id === id);
  if (task) return reader.roles.length > 0 || task.assignee === reader.id || leads(departure, reader.id);
  return readableTopics(departure, reader, now).some((topic) => topic.id === id);
}

function leads({ manager, requester }: Departure, person: PersonId): boolean {
  return person === manager || person === requester;
}
