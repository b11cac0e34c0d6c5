import { day, type Instant } from '../../../domain/calendar/time.ts';
import type { SourcePerson } from '../../ports/people-source.ts';
import type { KeptLists, ReadingFailure } from './kept-lists.ts';
import type { KeptRecord } from './record.ts';

/** How long somebody is kept whom the source does not list any more. */
const forgottenAfter = 30 * day;
/** So many may be missing from one list to the next: as a part of those who were listed, and always this number. */
const mostMissingPart = 0.2;
const mostMissing = 5;
/** Of what was listed, so much may be unreadable. */
const mostUnreadablePart = 0.2;

export interface ReadList {
  people: readonly SourcePerson[];
  /** Ids of people whom the source told in a way that cannot be read. */
  unreadable: readonly string[];
}

export interface Compared {
  records: readonly KeptRecord[];
  added: number;
  changed: number;
  /** Listed the time before, and not any more. */
  gone: readonly KeptRecord[];
  /** Why the list must not be taken without a person's word; null when it may. */
  doubt: ReadingFailure | null;
}

/**
 * What a list that came to its end makes of what was known: new people, changed ones, and those who are missing from
 * it.
 */
export function compareList(before: readonly KeptRecord[], { people, unreadable }: ReadList, now: Instant): Compared {
  const known = new Map(before.map((record) => [record.person.id, record]));
  const listed = new Set([...people.map(({ id }) => id), ...unreadable]);
  const seen = people.map((person): KeptRecord => ({ person, at: now, missingSince: null }));
  const absent = before.filter(({ person }) => !listed.has(person.id));
  const gone = absent.filter(({ missingSince }) => missingSince === null);
  const missing = absent
    .map((record) => ({ ...record, missingSince: record.missingSince ?? now }))
    .filter(({ missingSince }) => Date.parse(now) - Date.parse(missingSince) < forgottenAfter);
  // Somebody who is listed, and could not be read this time, is as they were.
  const asBefore = unreadable.flatMap((id) => known.get(id) ?? []);
  const wereListed = before.filter(({ missingSince }) => missingSince === null).length;
  return {
    records: [...seen, ...asBefore, ...missing],
    added: people.filter(({ id }) => !known.has(id)).length,
    changed: people.filter((person) => {
      const last = known.get(person.id);
      return last !== undefined && JSON.stringify(last.person) !== JSON.stringify(person);
    }).length,
    gone,
    doubt: doubtAbout({ wereListed, gone: gone.length, listed: listed.size, unreadable: unreadable.length }, now),
  };
}

function doubtAbout(
  { wereListed, gone, listed, unreadable }: Record<'wereListed' | 'gone' | 'listed' | 'unreadable', number>,
  at: Instant,
): ReadingFailure | null {
  if (unreadable > listed * mostUnreadablePart) return { type: 'odd', at, listed, unreadable };
  const isEmptied = listed === 0 && wereListed > 0;
  const isShorter = gone > mostMissing && gone > wereListed * mostMissingPart;
  return isEmptied || isShorter ? { type: 'shorter', at, listed, missing: gone } : null;
}

/**
 * Takes a list that came to its end. One that is far shorter than the one before is not taken unless a person has said
 * so (`acceptShorter`, `relais people accept`), and an odd one never: what was known stays, and the doubt is kept
 * beside it for `relais doctor`.
 */
export async function takeList(
  lists: KeptLists,
  source: string,
  { list, now, acceptShorter = false }: { list: ReadList; now: Instant; acceptShorter?: boolean },
): Promise<Compared> {
  const head = await lists.head(source);
  const compared = compareList((await lists.records(source, head)) ?? [], list, now);
  const isAccepted = compared.doubt?.type === 'shorter' && (acceptShorter || head.accepted);
  const doubt = isAccepted ? null : compared.doubt;
  if (doubt !== null) await lists.fail(source, doubt);
  else await lists.write(source, compared.records, { readAt: now, unreadable: list.unreadable.length, failure: null });
  return { ...compared, doubt };
}
