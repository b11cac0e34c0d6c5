import { isCurrent, type SourcedRecord } from './record.ts';

/** What several sources say about one person: at most one record of each. */
export interface JoinedRecords {
  /** Stable for the same records; names the person among those of one join. */
  key: string;
  records: readonly SourcedRecord[];
  /**
   * Every address that means this person and nobody else, in lower case; the main one of the first source comes first.
   */
  addresses: readonly string[];
  /** The sources whose employee number means this person and nobody else. */
  numberedBy: ReadonlySet<string>;
}

/** Why records that look like one person's were not taken for one. Nobody guesses: a person mends it in a source. */
export type JoinConflict =
  | /** One source, or several, give the same address, number or user name to several people who are there: nothing is said by it. */ {
      type: 'shared';
      source: string;
      what: 'address' | 'number' | 'user-name';
      value: string;
      records: readonly SourcedRecord[];
    }
  | /** Aliases and numbers together lead to several people of one source: only main addresses were believed. */ {
      type: 'several';
      source: string;
      records: readonly SourcedRecord[];
    };

/**
 * Finds which records of different sources are the same person: by work address, further address or employee number,
 * never by a name. The result does not depend on the order of the records, but for the order of what it lists.
 */
export function joinRecords(all: readonly SourcedRecord[]): {
  people: readonly JoinedRecords[];
  conflicts: readonly JoinConflict[];
} {
  const { keysOf, conflicts } = distinctKeys(all);
  const people: JoinedRecords[] = [];
  for (const component of connected(all, keysOf)) {
    const twice = sourceTwiceIn(component);
    if (twice === null) {
      people.push(joined(component, keysOf));
      continue;
    }
    conflicts.push({ type: 'several', source: twice, records: component });
    for (const group of connected(component, (record) => keysOf(record).filter((key) => key === mainKey(record))))
      people.push(joined(group, mainOnly(keysOf)));
  }
  return { people, conflicts };
}

type Key = `address:${string}` | `number:${string}`;
type KeysOf = (record: SourcedRecord) => readonly Key[];

function mainKey({ person }: SourcedRecord): Key | null {
  return person.email === null ? null : `address:${person.email.toLowerCase()}`;
}

/** Of records that could not be told apart by more, only the main address means anybody. */
function mainOnly(keysOf: KeysOf): KeysOf {
  return (record) => keysOf(record).filter((key) => key === mainKey(record));
}

function keysIn(record: SourcedRecord): Key[] {
  const { email, otherEmails, employeeNumber } = record.person;
  const addresses = [...(email === null ? [] : [email]), ...otherEmails].map((one) => one.toLowerCase());
  return [
    ...[...new Set(addresses)].map((address): Key => `address:${address}`),
    ...(employeeNumber === null ? [] : [`number:${employeeNumber}` as const]),
  ];
}

/**
 * The keys that mean one record of their source. Of several records with one key, those who are there have it before
 * those who are not: addresses and accounts are given again, and closed accounts keep theirs.
 */
function distinctKeys(all: readonly SourcedRecord[]): { keysOf: KeysOf; conflicts: JoinConflict[] } {
  const holders = new Map<string, { key: Key; source: string; records: SourcedRecord[] }>();
  const keys = new Map<SourcedRecord, Key[]>();
  for (const record of all) {
    const own = keysIn(record);
    keys.set(record, own);
    for (const key of own) {
      const place = `${record.source}\n${key}`;
      const held = holders.get(place);
      if (held) held.records.push(record);
      else holders.set(place, { key, source: record.source, records: [record] });
    }
  }
  const conflicts: JoinConflict[] = [];
  for (const { key, source, records } of holders.values()) {
    if (records.length === 1) continue;
    const current = records.filter(isCurrent);
    if (current.length > 1) {
      const what = key.startsWith('number:') ? ('number' as const) : ('address' as const);
      conflicts.push({ type: 'shared', source, what, value: key.slice(key.indexOf(':') + 1), records: current });
    }
    for (const record of records) {
      if (current.length === 1 && record === current[0]) continue;
      keys.set(record, keys.get(record)?.filter((one) => one !== key) ?? []);
    }
  }
  return { keysOf: (record) => keys.get(record) ?? [], conflicts };
}

/** Records that hang together by keys, each in one group; in the order of the first of each. */
function connected(records: readonly SourcedRecord[], keysOf: KeysOf): SourcedRecord[][] {
  const parent = records.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    // Whoever was passed on the way points to the root from now on.
    for (let at = index; parent[at] !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const first = new Map<Key, number>();
  records.forEach((record, index) => {
    for (const key of keysOf(record)) {
      const other = first.get(key);
      if (other === undefined) first.set(key, index);
      else {
        const [one, two] = [rootOf(other), rootOf(index)];
        parent[Math.max(one, two)] = Math.min(one, two);
      }
    }
  });
  const groups = new Map<number, SourcedRecord[]>();
  records.forEach((record, index) => {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group) group.push(record);
    else groups.set(root, [record]);
  });
  return [...groups.values()];
}

function sourceTwiceIn(records: readonly SourcedRecord[]): string | null {
  const seen = new Set<string>();
  for (const { source } of records) {
    if (seen.has(source)) return source;
    seen.add(source);
  }
  return null;
}

function joined(records: readonly SourcedRecord[], keysOf: KeysOf): JoinedRecords {
  const [first] = records;
  const addresses = records
    // Main addresses come before aliases.
    .flatMap((record) => keysOf(record).filter((key) => key === mainKey(record)))
    .concat(records.flatMap((record) => keysOf(record)))
    .filter((key) => key.startsWith('address:'))
    .map((key) => key.slice('address:'.length));
  const numbered = records.filter((record) => keysOf(record).some((key) => key.startsWith('number:')));
  return {
    key: `${first?.source}/${first?.person.id}`,
    records,
    addresses: [...new Set(addresses)],
    numberedBy: new Set(numbered.map(({ source }) => source)),
  };
}
