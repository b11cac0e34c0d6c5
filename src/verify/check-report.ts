import type { ShownEntry } from './check-journal.ts';
import type { FindingCode } from './findings.ts';
import { fieldOf, isRecord, listOf, numberOf, stringOf } from './json.ts';

type Note = (code: FindingCode, about: string) => void;
type Journals = ReadonlyMap<string, ReadonlyMap<number, ShownEntry>>;

/** Holds what the report says against the journals, and its figures against what they count. */
export function checkReport(report: Record<string, unknown>, journals: Journals, found: Note): void {
  const sums = new Map<string, number>();
  let longest: number | null = null;
  for (const one of listOf(report['departures'])) {
    const id = stringOf(fieldOf(one, 'departureId')) ?? '';
    const journal = journals.get(id) ?? new Map<number, ShownEntry>();
    checkFacts(one, journal, { id, path: '', found });
    checkProofs(one, journal, { id, found });
    const counted = countsOf(one);
    compareCounts(fieldOf(one, 'counts'), counted, { about: id, found });
    for (const [name, value] of Object.entries(counted))
      if (name !== 'longestOpenSeconds') sums.set(name, (sums.get(name) ?? 0) + (value ?? 0));
    if (counted['longestOpenSeconds'] != null) longest = Math.max(longest ?? 0, counted['longestOpenSeconds']);
    if (listOf(fieldOf(one, 'differs')).length > 0)
      found('state-differs', `${id} ${listOf(fieldOf(one, 'differs')).join(' ')}`);
  }
  compareCounts(report['counts'], { ...Object.fromEntries(sums), longestOpenSeconds: longest }, { about: '', found });
}

/** Whatever has a time and an entry happened at that time by that entry. */
function checkFacts(
  value: unknown,
  journal: ReadonlyMap<number, ShownEntry>,
  { id, path, found }: { id: string; path: string; found: Note },
): void {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) checkFacts(one, journal, { id, path: `${path}/${index}`, found });
    return;
  }
  if (!isRecord(value)) return;
  if ('at' in value && 'seq' in value) {
    const entry = journal.get(numberOf(value['seq']) ?? 0);
    if (entry === undefined || entry.get('/at') !== value['at']) found('fact', `${id}${path}`);
    else if (/\/decisions\/\d+$/.test(path) && entry.get('/event/type') !== value['type'])
      found('fact', `${id}${path}`);
    else if (/\/exceptions\/\d+$/.test(path) && entry.get('/event/type') !== 'revocation-waived')
      found('fact', `${id}${path}`);
  }
  for (const [name, one] of Object.entries(value)) checkFacts(one, journal, { id, path: `${path}/${name}`, found });
}

/** What is called proven was read back, by an entry that says so, after the cut-off of which the time is counted. */
function checkProofs(
  departure: unknown,
  journal: ReadonlyMap<number, ShownEntry>,
  { id, found }: { id: string; found: Note },
): void {
  const cutOff = stringOf(fieldOf(departure, 'cutOff'));
  for (const action of actionsOf(departure)) {
    const readBack = fieldOf(action, 'readBack');
    const about = `${id} ${stringOf(fieldOf(action, 'code')) ?? ''}`;
    if (isRecord(readBack)) {
      const entry = journal.get(numberOf(readBack['seq']) ?? 0);
      if (entry?.get('/event/type') !== 'revocation-recorded' || entry.get('/event/result/status') !== 'verified')
        found('unproven', about);
    }
    if (fieldOf(action, 'ending') === 'verified') {
      const at = stringOf(fieldOf(readBack, 'at'));
      if (at === null) found('unproven', about);
      const open =
        at === null || cutOff === null ? null : Math.max(0, Math.round((Date.parse(at) - Date.parse(cutOff)) / 1000));
      if (fieldOf(action, 'openSeconds') !== open) found('count', about);
    } else if (fieldOf(action, 'openSeconds') !== null) found('count', about);
  }
}

function actionsOf(departure: unknown): unknown[] {
  return accountsOf(departure).flatMap((account) => [...listOf(fieldOf(account, 'actions'))]);
}

function accountsOf(departure: unknown): unknown[] {
  return listOf(fieldOf(departure, 'systems')).flatMap((system) => [...listOf(fieldOf(system, 'accounts'))]);
}

function countsOf(departure: unknown): Record<string, number | null> {
  const actions = actionsOf(departure);
  const ending = (...wanted: string[]) =>
    actions.filter((one) => wanted.includes(stringOf(fieldOf(one, 'ending')) ?? '')).length;
  const open = actions.flatMap((one) => numberOf(fieldOf(one, 'openSeconds')) ?? []);
  return {
    entries: numberOf(fieldOf(fieldOf(departure, 'chain'), 'entries')) ?? 0,
    systems: listOf(fieldOf(departure, 'systems')).length,
    accounts: accountsOf(departure).length,
    actions: actions.length,
    verified: ending('verified'),
    byHand: ending('by-hand'),
    waived: ending('waived'),
    notProven: ending('accepted', 'held', 'still-open'),
    exceptions: listOf(fieldOf(departure, 'exceptions')).length,
    confirmations: listOf(fieldOf(departure, 'decisions')).filter((one) => fieldOf(one, 'type') === 'access-confirmed')
      .length,
    longestOpenSeconds: open.length > 0 ? Math.max(...open) : null,
  };
}

function compareCounts(
  said: unknown,
  counted: Readonly<Record<string, number | null>>,
  { about, found }: { about: string; found: Note },
): void {
  for (const [name, value] of Object.entries(counted))
    if (fieldOf(said, name) !== value) found('count', `${about} ${name}`.trim());
}
