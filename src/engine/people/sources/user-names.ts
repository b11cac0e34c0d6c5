import type { JoinConflict, JoinedRecords } from './join-records.ts';
import { isCurrent, type SourcedRecord } from './record.ts';

/** A user name, as the first source writes it, and every source that says it. */
export interface SaidUserName {
  system: string;
  name: string;
  sources: readonly string[];
}

interface Holder {
  person: JoinedRecords;
  record: SourcedRecord;
  system: string;
  name: string;
}

/**
 * Whose each user name is. A name that is said of two people is nobody's: it would end somebody else's access. Who is
 * not there any more says nothing against somebody who is.
 */
export function userNamesOf(people: readonly JoinedRecords[]): {
  of: ReadonlyMap<JoinedRecords, readonly SaidUserName[]>;
  conflicts: readonly JoinConflict[];
} {
  const holders = new Map<string, Holder[]>();
  for (const person of people)
    for (const record of person.records)
      for (const [system, names] of Object.entries(record.person.userNames ?? {}))
        for (const name of names) {
          const key = `${system}\n${name.toLowerCase()}`;
          holders.set(key, [...(holders.get(key) ?? []), { person, record, system, name }]);
        }
  const of = new Map<JoinedRecords, SaidUserName[]>();
  const conflicts: JoinConflict[] = [];
  for (const all of holders.values()) {
    const current = all.filter(({ record }) => isCurrent(record));
    const counting = current.length > 0 ? current : all;
    const [first] = counting;
    if (first === undefined) continue;
    const { system, name } = first;
    if (counting.every(({ person }) => person === first.person)) {
      const sources = [...new Set(counting.map(({ record }) => record.source))];
      of.set(first.person, [...(of.get(first.person) ?? []), { system, name, sources }]);
    } else {
      const records = counting.map(({ record }) => record);
      conflicts.push({
        type: 'shared',
        source: first.record.source,
        what: 'user-name',
        value: `${system}:${name}`,
        records,
      });
    }
  }
  return { of, conflicts };
}

/**
 * What sources that list the person say differently: each of two has a name in a system that the other has not. One
 * that only tells more is no contradiction, for people have several accounts.
 */
export function contradictedNames(
  person: Pick<JoinedRecords, 'records'> & { userNames: readonly SaidUserName[] },
): { system: string; said: readonly { source: string; names: readonly string[] }[] }[] {
  const current = new Set(person.records.filter(isCurrent).map(({ source }) => source));
  return [...new Set(person.userNames.map(({ system }) => system))].flatMap((system) => {
    const names = person.userNames.filter((one) => one.system === system);
    const sources = [...new Set(names.flatMap((one) => one.sources))].filter((source) => current.has(source));
    const said = sources.map((source) => ({ source, names: names.filter((one) => one.sources.includes(source)) }));
    const hasMore = (one: (typeof said)[number], other: (typeof said)[number]) =>
      one.names.some((name) => !other.names.includes(name));
    if (!said.some((one) => said.some((other) => hasMore(one, other) && hasMore(other, one)))) return [];
    return [{ system, said: said.map(({ source, names: all }) => ({ source, names: all.map(({ name }) => name) })) }];
  });
}

/**
 * Names that sources which list the person took from what people may write themselves, but for those that are told for
 * certain as well.
 */
export function selfWrittenNames(
  person: Pick<JoinedRecords, 'records'> & { userNames: readonly SaidUserName[] },
): { system: string; said: readonly { source: string; names: readonly string[] }[] }[] {
  const isCertain = (system: string, name: string) =>
    person.userNames.some((one) => one.system === system && one.name.toLowerCase() === name.toLowerCase());
  const hints = person.records.filter(isCurrent).flatMap(({ source, person: { selfWrittenUserNames = {} } }) =>
    Object.entries(selfWrittenUserNames).map(([system, all]) => ({
      system,
      source,
      names: all.filter((name) => !isCertain(system, name)),
    })),
  );
  const open = hints.filter(({ names }) => names.length > 0);
  return [...new Set(open.map(({ system }) => system))].map((system) => ({
    system,
    said: open.filter((one) => one.system === system).map(({ source, names }) => ({ source, names })),
  }));
}
