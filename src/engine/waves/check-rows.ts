import { z } from 'zod';
import { type Dates, datesSchema } from '../../domain/calendar/dates.ts';
import { instantOf, toInstant } from '../../domain/calendar/time.ts';
import { proposedCutOff } from '../../domain/flow/dates-follow.ts';
import { departureKindSchema, type Flow, workerTypeSchema } from '../../domain/flow/flow.ts';
import { datesProblem } from '../../domain/lifecycle/dates-problem.ts';
import type { Actor, CompanyRole, Person, PersonId } from '../../domain/people/people.ts';
import { mayKnowOf } from '../../domain/people/visibility.ts';
import type { RowProblem } from '../../domain/waves/row-problem.ts';
import type { EngineDeps } from '../deps.ts';
import { openDeparturesOf } from '../people/other-departures.ts';
import { isSpokenWith } from '../people/spoken-with.ts';
import type { WaveDraft, WaveRow } from './wave-draft.ts';

/** What a departure is planned from; people by id, so that it names nobody. */
export const rowPlanSchema = z.strictObject({
  leaver: z.string(),
  manager: z.string(),
  heir: z.string().nullable(),
  flowId: z.string(),
  kind: departureKindSchema,
  workerType: workerTypeSchema,
  dates: datesSchema,
});
export type RowPlan = z.infer<typeof rowPlanSchema>;

export interface CheckedRow {
  row: WaveRow;
  person: Person | null;
  problems: readonly RowProblem[];
  /** Null while anything is wrong. */
  plan: RowPlan | null;
  /** What whoever reads the list should know of somebody in it. */
  roles: readonly CompanyRole[];
  manages: number;
}

/**
 * The confidential flows: a wave has no others, because the first departure would tell of the rest. The usual one
 * first.
 */
export function waveFlows({ flows }: Pick<EngineDeps, 'flows'>): readonly Flow[] {
  return flows
    .filter(({ confidential }) => confidential)
    .toSorted((a, b) => Number(b.kinds.includes('redundancy')) - Number(a.kinds.includes('redundancy')));
}

/** Every row against everything that is known; asks the directory, and changes nothing. */
export async function checkRows(
  deps: EngineDeps,
  draft: WaveDraft,
  actor: Actor & { type: 'person' },
): Promise<readonly CheckedRow[]> {
  const people = await Promise.all(draft.rows.map(({ email }) => named(deps, email)));
  const ids = new Set(people.flatMap((person) => (person === null ? [] : [person.id])));
  return Promise.all(
    draft.rows.map((row, index) => checkRow(deps, { draft, row, person: people[index] ?? null, people, ids, actor })),
  );
}

interface Checking {
  draft: WaveDraft;
  row: WaveRow;
  person: Person | null;
  people: readonly (Person | null)[];
  ids: ReadonlySet<PersonId>;
  actor: Actor & { type: 'person' };
}

async function checkRow(deps: EngineDeps, checking: Checking): Promise<CheckedRow> {
  const { row, person, people, actor } = checking;
  const manages = people.filter((one) => one !== null && person !== null && one.managerId === person.id).length;
  const about = { row, person, manages, roles: person ? deps.directory.rolesOf(person) : [] };
  if (!z.email().safeParse(row.email).success) return { ...about, problems: ['address'], plan: null };
  if (person === null) return { ...about, problems: ['unknown'], plan: null };
  const problems: RowProblem[] = [];
  if (people.filter((one) => one?.id === person.id).length > 1) problems.push('twice');
  if (person.id === actor.id) problems.push('yourself');
  const now = toInstant(deps.clock.now());
  if ((await openDeparturesOf(deps, person)).some((one) => mayKnowOf(one, actor, now))) problems.push('leaving');
  const flow = flowFor(deps, checking);
  const dates = flow && datesOf(deps, { ...checking, flow, person, problems });
  const workerType = flow && contractOf(deps, flow, { row, person });
  if (!flow) problems.push('flow');
  else if (!workerType) problems.push('contract');
  const manager = await managerOf(deps, checking, problems);
  const heir = await heirOf(deps, checking, problems);
  const kind = flow?.kinds.includes('redundancy') ? 'redundancy' : flow?.kinds[0];
  const whole = problems.length === 0 && flow && dates && workerType && manager && kind;
  return {
    ...about,
    problems,
    plan: whole ? { leaver: person.id, manager, heir, flowId: flow.id, kind, workerType, dates } : null,
  };
}

async function named({ directory }: EngineDeps, address: string): Promise<Person | null> {
  return z.email().safeParse(address).success ? directory.byEmail(address.toLowerCase()) : null;
}

/** By its id or one of its names; left out: the one for the whole list, or the usual one. */
function flowFor(deps: EngineDeps, { row, draft }: Checking): Flow | null {
  const flows = waveFlows(deps);
  const said = (row.flow === '' ? draft.flow : row.flow).toLowerCase();
  if (said === '') return flows[0] ?? null;
  const names = ({ id, name, kinds }: Flow) => [
    id,
    ...(typeof name === 'string' ? [name] : [name.en, name.fr]),
    ...kinds,
  ];
  return flows.find((flow) => names(flow).some((name) => name.toLowerCase() === said)) ?? null;
}

function contractOf(
  { directory }: EngineDeps,
  { workerTypes }: Flow,
  { row, person }: { row: WaveRow; person: Person },
) {
  if (row.contract !== '') return workerTypes.find((type) => type === row.contract.toLowerCase()) ?? null;
  const known = directory.workerTypeOf(person);
  if (known !== null) return workerTypes.includes(known) ? known : null;
  return workerTypes.includes('employee') ? 'employee' : (workerTypes[0] ?? null);
}

function datesOf(
  { clock, calendar }: EngineDeps,
  { row, draft, flow, person, problems }: Checking & { flow: Flow; person: Person; problems: RowProblem[] },
): Dates | null {
  const zone = person.timeZone;
  const day = dayOf(row.lastDay === '' ? draft.lastDay : row.lastDay);
  const end = row.contractEnd === '' ? day : dayOf(row.contractEnd);
  const time = row.time === '' ? draft.time : row.time;
  if (day === null) problems.push('day');
  if (end === null && row.contractEnd !== '') problems.push('contract-end');
  if (time !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) problems.push('time');
  if (day === null || end === null || problems.includes('time')) return null;
  const now = toInstant(clock.now());
  const days = { lastWorkingDay: { date: day, zone }, contractEnd: { date: end, zone } };
  const at =
    time === ''
      ? proposedCutOff(flow, { ...days, cutOff: { at: now, zone } }, { now, calendar, country: person.country })
      : instantOf(day, time, zone);
  const dates = { ...days, cutOff: { at, zone } };
  const problem = datesProblem(dates, { now, nowConfirmed: false });
  if (problem === null) return dates;
  problems.push(problem.code === 'dates-out-of-order' ? 'contract-end' : 'past');
  return null;
}

/**
 * `2026-04-30`, or `30/04/2026` and `30.04.2026` as spreadsheets write it where the day comes first; months first are
 * not guessed.
 */
function dayOf(text: string): string | null {
  const [, d, m, y] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  const iso = d && m && y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : text;
  return z.iso.date().safeParse(iso).success ? iso : null;
}

async function managerOf(deps: EngineDeps, { row, person, ids }: Checking, problems: RowProblem[]) {
  const manager =
    row.manager === ''
      ? person?.managerId
        ? await deps.directory.byId(person.managerId)
        : null
      : await named(deps, row.manager);
  if (manager === null) problems.push(row.manager === '' ? 'manager-missing' : 'manager');
  else if (ids.has(manager.id)) problems.push('manager-in-wave');
  else if (!isSpokenWith(manager)) problems.push('manager');
  else return manager.id;
  return null;
}

async function heirOf(deps: EngineDeps, { row, ids }: Checking, problems: RowProblem[]): Promise<PersonId | null> {
  if (row.heir === '') return null;
  const heir = await named(deps, row.heir);
  if (heir === null || !isSpokenWith(heir)) problems.push('heir');
  else if (ids.has(heir.id)) problems.push('heir-in-wave');
  return heir?.id ?? null;
}
