import type { SourcePerson } from '../../ports/people-source.ts';
import { type JoinConflict, type JoinedRecords, joinRecords } from './join-records.ts';
import { guardedFields, type Precedence, type SourceField, sourceFieldSchema } from './precedence.ts';
import { ownFile, type SourcedRecord } from './record.ts';
import { type SaidUserName, userNamesOf } from './user-names.ts';

/** What one source says of one field. */
interface SaidValue {
  source: string;
  /**
   * As it is compared and kept; of `manager`, the manager's main address, which is null where the source's manager is
   * nobody Relais can find.
   */
  value: string | null;
  at: string;
  /** The source does not list the person any more. */
  missing: boolean;
}

/**
 * `own-file`: `relais.yaml` says it. `precedence`: it names the source first of those that say something. `alone`: one
 * source says something. `agreed`: all that say something say the same. `order`: the first of the list, the others say
 * something else. `contradicted`: no value, because sources say different things and nobody said which counts.
 * `circle`: no manager, because the managers lead back to the person. `nothing`: no source says anything.
 */
export type Why = 'own-file' | 'precedence' | 'alone' | 'agreed' | 'order' | 'contradicted' | 'circle' | 'nothing';

export interface MergedField {
  value: string | null;
  /** Whose word it is; null where there is no value. */
  from: string | null;
  why: Why;
  /** Every source that says something, the one that counts first. */
  said: readonly SaidValue[];
}

export interface MergedPerson extends JoinedRecords {
  fields: Readonly<Record<SourceField, MergedField>>;
  /** User names that mean this person and nobody else. */
  userNames: readonly SaidUserName[];
}

export interface Merged {
  people: readonly MergedPerson[];
  /** By every address that means one person, in lower case. */
  byAddress: ReadonlyMap<string, MergedPerson>;
  /** Main addresses of everybody who is somebody's manager. */
  managers: ReadonlySet<string>;
  /** The same, with those whom some source names and who are not taken for it. */
  saidManagers: ReadonlySet<string>;
  conflicts: readonly JoinConflict[];
  /** Managers that lead back to themselves, each circle once. */
  circles: readonly (readonly MergedPerson[])[];
}

/**
 * Puts together what all sources say. `order`: the ids of the sources as relais.yaml lists them; records of others come
 * last.
 */
export function merge(
  records: readonly SourcedRecord[],
  { order, precedence }: { order: readonly string[]; precedence: Precedence },
): Merged {
  const rank = new Map([ownFile, ...order].map((id, index) => [id, index]));
  const rankOf = ({ source }: SourcedRecord) => rank.get(source) ?? rank.size;
  const sorted = records.toSorted(
    (one, other) => rankOf(one) - rankOf(other) || (one.person.id < other.person.id ? -1 : 1),
  );
  const { people: joined, conflicts } = joinRecords(sorted);
  const byAddress = new Map(joined.flatMap((one) => one.addresses.map((address) => [address, one] as const)));
  const byId = new Map(
    joined.flatMap((one) => one.records.map((record) => [`${record.source}\n${record.person.id}`, one] as const)),
  );
  const managerOf = ({ source, person: { managerId, managerEmail } }: SourcedRecord): Manager => {
    if (managerId === null && managerEmail === null) return undefined;
    const address = managerEmail?.toLowerCase() ?? '';
    const byTheirId = managerId === null ? undefined : byId.get(`${source}\n${managerId}`);
    // An address that no source lists may still be known to the chat platform.
    return byTheirId ?? byAddress.get(address) ?? (address || null);
  };
  const names = userNamesOf(joined);
  const people = joined.map(
    (one): MergedPerson => ({
      ...{ ...one, fields: fieldsOf(one, { precedence, managerOf }), userNames: names.of.get(one) ?? [] },
    }),
  );
  const circles = breakCircles(people);
  return {
    people,
    byAddress: new Map(people.flatMap((one) => one.addresses.map((address) => [address, one] as const))),
    managers: new Set(people.flatMap(({ fields }) => fields.manager.value ?? [])),
    saidManagers: new Set(people.flatMap(({ fields }) => fields.manager.said.flatMap(({ value }) => value ?? []))),
    conflicts: [...conflicts, ...names.conflicts],
    circles,
  };
}

/**
 * A person of the sources, or an address that none of them lists. `undefined`: the source says nothing. Null: its
 * manager is nobody who can be found.
 */
type Manager = JoinedRecords | string | null | undefined;
type ManagerOf = (record: SourcedRecord) => Manager;

function fieldsOf(
  joined: JoinedRecords,
  { precedence, managerOf }: { precedence: Precedence; managerOf: ManagerOf },
): Record<SourceField, MergedField> {
  const field = (name: SourceField): [SourceField, MergedField] => {
    const said = joined.records.flatMap((record): SaidValue[] => {
      const { source, at, missingSince } = record;
      const value = name === 'manager' ? managerAddress(joined, managerOf(record)) : plainValue(name, joined, record);
      return value === undefined ? [] : [{ source, value, at, missing: missingSince !== null }];
    });
    return [name, decided(name, said, precedence[name] ?? [])];
  };
  return Object.fromEntries(sourceFieldSchema.options.map(field)) as Record<SourceField, MergedField>;
}

/** Nobody is their own manager: a source that says so says nothing. */
function managerAddress(self: JoinedRecords, manager: Manager): string | null | undefined {
  if (manager === undefined || manager === self) return undefined;
  return typeof manager === 'string' ? manager : (manager?.addresses[0] ?? null);
}

function plainValue(name: Exclude<SourceField, 'manager'>, joined: JoinedRecords, { source, person }: SourcedRecord) {
  if (name === 'employeeNumber' && !joined.numberedBy.has(source)) return undefined;
  const value: SourcePerson[typeof name] = person[name];
  return value ?? undefined;
}

function decided(name: SourceField, all: readonly SaidValue[], preferred: readonly string[]): MergedField {
  if (all.length === 0) return { value: null, from: null, why: 'nothing', said: [] };
  // Whoever still lists the person knows better.
  const listed = all.filter(({ missing }) => !missing);
  const asked = listed.length > 0 ? listed : all;
  const [first] = asked;
  const own = asked.find(({ source }) => source === ownFile);
  const named = preferred.map((id) => asked.find(({ source }) => source === id)).find((one) => one !== undefined);
  const chosen = own ?? named ?? first;
  if (chosen === undefined) return { value: null, from: null, why: 'nothing', said: all };
  const said = [chosen, ...all.filter((one) => one !== chosen)];
  const counts = (why: Why): MergedField => ({ value: chosen.value, from: chosen.source, why, said });
  if (own) return counts('own-file');
  if (asked.every(({ value }) => isSame(value, chosen.value))) return counts(asked.length === 1 ? 'alone' : 'agreed');
  if (named) return counts('precedence');
  return guardedFields.has(name) ? { value: null, from: null, why: 'contradicted', said } : counts('order');
}

/** Spaces and capitals make no other value. */
function isSame(one: string | null, other: string | null): boolean {
  return one?.trim().toLowerCase() === other?.trim().toLowerCase();
}

/** Whether sources say different things about this field, whatever counts in the end. */
export function isDisagreed({ said }: MergedField): boolean {
  const listed = said.filter(({ missing }) => !missing);
  return listed.some(({ value }) => !isSame(value, listed[0]?.value ?? null));
}

/**
 * Takes the manager from everybody in a circle: being a manager gives a right, and one of these is wrong. What
 * `relais.yaml` itself says stays. Gives back each circle that was found.
 */
function breakCircles(people: MergedPerson[]): MergedPerson[][] {
  const byMain = new Map(people.flatMap((one) => (one.addresses[0] ? [[one.addresses[0], one] as const] : [])));
  const next = (one: MergedPerson) => byMain.get(one.fields.manager.value ?? '');
  const settled = new Set<MergedPerson>();
  const circles: MergedPerson[][] = [];
  for (const start of people) {
    const path: MergedPerson[] = [];
    const onPath = new Set<MergedPerson>();
    let at: MergedPerson | undefined = start;
    while (at !== undefined && !settled.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = next(at);
    }
    if (at !== undefined && onPath.has(at)) circles.push(path.slice(path.indexOf(at)));
    for (const one of path) settled.add(one);
  }
  for (const circle of circles)
    for (const one of circle) {
      const { manager } = one.fields;
      if (manager.why !== 'own-file')
        one.fields = { ...one.fields, manager: { value: null, from: null, why: 'circle', said: manager.said } };
    }
  return circles;
}
