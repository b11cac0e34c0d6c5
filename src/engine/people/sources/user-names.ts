import type { JoinConflict, JoinedRecords } from './join-records.ts';
import { isCurrent, type SourcedRecord } from './record.ts';

/** A user name as the sources say it. */
export interface SaidUserName {
  system: string;
  name: string;
  source: string;
}

interface Holder {
  person: JoinedRecords;
  record: SourcedRecord;
  said: SaidUserName;
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
          holders.set(key, [
            ...(holders.get(key) ?? []),
            { person, record, said: { system, name, source: record.source } },
          ]);
        }
  const of = new Map<JoinedRecords, SaidUserName[]>();
  const conflicts: JoinConflict[] = [];
  for (const all of holders.values()) {
    const current = all.filter(({ record }) => isCurrent(record));
    const counting = current.length > 0 ? current : all;
    const [first] = counting;
    if (first === undefined) continue;
    if (counting.every(({ person }) => person === first.person))
      of.set(first.person, [...(of.get(first.person) ?? []), first.said]);
    else {
      const { system, name, source } = first.said;
      const records = counting.map(({ record }) => record);
      conflicts.push({ type: 'shared', source, what: 'user-name', value: `${system}:${name}`, records });
    }
  }
  return { of, conflicts };
}
