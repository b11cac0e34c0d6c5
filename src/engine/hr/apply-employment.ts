import { addDays, localDate, day as oneDay, plus, toInstant } from '../../domain/calendar/time.ts';
import { hasEnded, isMove } from '../../domain/contracts/contract.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { daysOf, type EmploymentFact, isOfContracts, isSameRecord } from '../../domain/hr/employment-fact.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { addressesOf, type Person, type PersonId } from '../../domain/people/people.ts';
import { preflight } from '../access/preflight.ts';
import type { HrFeedBrake } from '../brakes/hr-feed-brake.ts';
import type { HrRecord, ReportedEnd } from '../brakes/kept-ends.ts';
import type { EngineDeps } from '../deps.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';
import { castOf, peopleOf } from '../people/cast.ts';
import { sharedAccountsOf } from '../people/shared-accounts.ts';
import { isSpokenWith } from '../people/spoken-with.ts';
import type { ConnectorContext } from '../ports/connector.ts';
import type { Employment, HrSystem } from '../ports/hr-system.ts';
import { begin, transact } from '../transact.ts';
import { draftOf } from './draft-of.ts';
import { factOf } from './fact-of.ts';
import { whoIsIt } from './who-is-it.ts';

/** How one HR system's word is taken. */
export interface FeedRules {
  /**
   * `plan`: what is open and complete is planned straight away, and still waits for its confirmation. Else a person
   * plans it.
   */
  onTermination: 'draft' | 'plan';
  /** A departure begins at most so many days before its last day: contracts for a time tell their end years ahead. */
  lookAheadDays: number;
  /** An end that lies further back begins nothing. */
  lookBackDays: number;
}

export interface FeedDeps {
  engine: EngineDeps;
  /** Address by employee number, as `relais.yaml` writes it down. */
  numbers: ReadonlyMap<string, string>;
  /** What every new draft goes through. */
  brake: HrFeedBrake;
  /** Brings what follows from a change of a departure. */
  reconcile(id: DepartureId): Promise<void>;
}

/** What became of one word. */
export type Applied =
  | { type: 'nothing' }
  | { type: 'begun' | 'planned' | 'reported'; departure: DepartureId }
  /** Something would begin, and the brake holds it. */
  | { type: 'held' }
  /** Somebody began to prepare it by hand days ago and has not planned it, so that nobody else would hear of it. */
  | { type: 'left-lying'; leaver: PersonId }
  /** Something would begin, and it cannot be told for whom. */
  | { type: 'unknown'; why: 'nobody' | 'several' };

/** For so long somebody who is employed again is still looked for among the departures that have ended. */
const recentDays = 180;
/** How far the end of an earlier departure may lie from HR's and still be the same. */
const sameEndDays = 45;

const system = { type: 'system' } as const;

/** Whose word is applied, and how. */
interface From {
  system: HrSystem;
  rules: FeedRules;
  context: ConnectorContext;
}

/** Somebody for whom something would begin. */
interface Candidate {
  employment: Employment;
  fact: EmploymentFact;
  person: Person;
}

/**
 * What one reading came to: of each person whom it could be told for, and the first reason why of somebody it could
 * not.
 */
export interface AppliedAll {
  results: readonly { employment: Employment; result: Applied }[];
  failed: unknown;
}

/**
 * Compares what an HR system says of people with the departures that there are, and does what follows: reports it to
 * them, or begins drafts, which the brake lets through together or not at all. The same words any number of times, in
 * any order and from any process come to the same. One person who cannot be looked up now holds nobody else back.
 */
export async function applyEmployments(
  feed: FeedDeps,
  from: From,
  employments: Iterable<Employment>,
): Promise<AppliedAll> {
  const results: { employment: Employment; result: Applied }[] = [];
  const candidates = new Map<string, Candidate>();
  const settled: HrRecord[] = [];
  let failed: unknown = null;
  const isErased = await feed.brake.erased();
  for (const employment of employments) {
    try {
      const fact = factOf(from.system, employment);
      // A look-up would bring name and address back into the directory.
      if (isErased({ source: fact.source, person: fact.person, fact: fact.hash })) {
        settled.push({ source: fact.source, person: fact.person });
        results.push({ employment, result: nothing });
        continue;
      }
      const found = await compare(feed, from, { employment, fact });
      if (found.type === 'settled') settled.push({ source: from.system.id, person: employment.person.id });
      if (found.type !== 'candidate') results.push({ employment, result: found.result });
      // Of two records of one person the first begins it, and the other one is reported to it with the next reading.
      else if (!candidates.has(found.candidate.person.id)) candidates.set(found.candidate.person.id, found.candidate);
    } catch (error) {
      failed ??= error;
    }
  }
  await feed.brake.settle(settled);
  const all = [...candidates.values()];
  const answers = await feed.brake.admit(all.map(reportedEnd));
  for (const [index, candidate] of all.entries()) {
    try {
      const answer = answers[index];
      const result: Applied =
        answer === 'begin' ? await beginDraft(feed, from, candidate) : answer === 'leave' ? nothing : { type: 'held' };
      results.push({ employment: candidate.employment, result });
    } catch (error) {
      failed ??= error;
    }
  }
  return { results, failed };
}

type Compared =
  | { type: 'candidate'; candidate: Candidate }
  /** Nothing is to begin by this record, so it holds nothing back. */
  | { type: 'settled'; result: Applied }
  | { type: 'nothing'; result: Applied };

async function compare(
  feed: FeedDeps,
  from: From,
  { employment, fact }: Pick<Candidate, 'employment' | 'fact'>,
): Promise<Compared> {
  const settled = (result: Applied): Compared => ({ type: 'settled', result });
  const who = await whoIsIt({ directory: feed.engine.directory, numbers: feed.numbers }, employment);
  if (who.type !== 'one') {
    const isDue = timeOf(feed.engine, fact, { rules: from.rules, zone: null }) === 'due';
    return settled(isDue ? { type: 'unknown', why: who.type } : nothing);
  }
  const { person } = who;
  const departures = await departuresOf(feed.engine, person);
  const reported = await report(feed, { fact, person, workerType: employment.workerType }, departures);
  const time = timeOf(feed.engine, fact, { rules: from.rules, zone: person.timeZone });
  if (reported)
    return settled(
      time === 'due' && departures.some((one) => isLeftLying(feed.engine, one))
        ? { type: 'left-lying', leaver: person.id }
        : reported,
    );
  if (time === 'none' || departures.some((one) => isCovered(one, fact))) return settled(nothing);
  // Whoever waits for people's release does not drop off the list because it takes long.
  if (time !== 'due' && !(await feed.brake.knows(reportedEnd({ fact, person }))))
    return { type: 'nothing', result: nothing };
  // Something is to begin for them: from here on they are somebody whom Relais knows.
  const kept = await feed.engine.directory.byEmail(person.email);
  return kept === null
    ? settled({ type: 'unknown', why: 'nobody' })
    : { type: 'candidate', candidate: { employment, fact, person: kept } };
}

function reportedEnd({ fact, person }: Pick<Candidate, 'fact' | 'person'>): ReportedEnd {
  const { source, label, hash, end, move } = fact;
  return {
    ...{ source, label, person: fact.person, fact: hash, leaver: person.id, name: person.name },
    ...{ endsOn: end?.contractEnd ?? null, movesOn: move?.on ?? null },
  };
}

const nothing: Applied = { type: 'nothing' };

/** Every departure of this person, newest first. */
async function departuresOf({ store }: EngineDeps, person: Person): Promise<readonly Departure[]> {
  const found = new Map<DepartureId, Departure>();
  for (const leaverEmail of addressesOf(person))
    for await (const one of store.departures.search({ leaverEmail }))
      if (one.leaver.id === person.id) found.set(one.id, one);
  return [...found.values()];
}

/** What is open, or has ended not long ago, hears of it; null where nothing is open. */
async function report(
  feed: FeedDeps,
  { fact, person, workerType }: { fact: EmploymentFact; person: Person; workerType: Employment['workerType'] },
  departures: readonly Departure[],
): Promise<Applied | null> {
  const { engine } = feed;
  const now = toInstant(engine.clock.now());
  const { patch } = draftOf(engine, { leaver: person, fact, workerType }, now);
  const since = plus(now, -recentDays * oneDay);
  let open: DepartureId | null = null;
  for (const { id, status, ended } of departures) {
    const isOpen = status === 'draft' || status === 'active';
    if (!isOpen && (status !== 'completed' || (ended?.at ?? since) < since)) continue;
    const result = await transact(engine, id, { type: 'hr.report', fact, patch }, system);
    if (result.type === 'done' && result.events.length > 0) await feed.reconcile(id);
    if (isOpen) open = id;
  }
  return open === null ? null : { type: 'reported', departure: open };
}

/** Whether the fact tells of an end or a move that is near enough to begin something; `late`: it lies too far back. */
function timeOf(
  { clock }: EngineDeps,
  fact: EmploymentFact,
  { rules, zone }: { rules: FeedRules; zone: string | null },
): 'none' | 'due' | 'late' {
  const days = daysOf(fact);
  if (days === null) return 'none';
  const today = localDate(toInstant(clock.now()), zone ?? fact.end?.zone ?? fact.move?.zone ?? 'UTC');
  const last = days.lastWorkingDay ?? days.contractEnd;
  if (last > addDays(today, rules.lookAheadDays)) return 'none';
  return days.contractEnd >= addDays(today, -rules.lookBackDays) ? 'due' : 'late';
}

/** A draft by hand that nobody has planned within a day: it stands in the way of the one that HR's word would begin. */
function isLeftLying({ clock }: EngineDeps, { status, hr, createdAt }: Departure): boolean {
  return status === 'draft' && !hr?.begun && createdAt < plus(toInstant(clock.now()), -oneDay);
}

/** Whether people have dealt with this very word, or with this very end, already. */
function isCovered(departure: Departure, fact: EmploymentFact): boolean {
  const { hr, status, dates } = departure;
  // What a move was told, or answered, ends no contract.
  if (isOfContracts(fact) && isMove(departure)) return false;
  const told = hr?.told ?? null;
  if (told !== null && isSameRecord(told, fact) && told.hash === fact.hash) return true;
  if (hr?.answered.includes(fact.hash)) return true;
  const days = daysOf(fact);
  if (isOfContracts(fact)) return days !== null && hasEnded(departure, days.contractEnd);
  if (status !== 'completed' || dates === null || days === null) return false;
  return (
    days.contractEnd >= addDays(dates.contractEnd.date, -sameEndDays) &&
    days.contractEnd <= addDays(dates.contractEnd.date, sameEndDays)
  );
}

async function beginDraft(feed: FeedDeps, from: From, { employment, fact, person }: Candidate): Promise<Applied> {
  const { engine } = feed;
  const now = toInstant(engine.clock.now());
  const { patch, flow } = draftOf(engine, { leaver: person, fact, workerType: employment.workerType }, now);
  const manager = await managerOf(feed, from, { employment, person });
  const hr = await engine.directory.holders('hr');
  const people = Object.fromEntries([person, ...(manager ? [manager] : []), ...hr].map((one) => [one.id, one]));
  const readers = hr.map(({ id }) => id);
  const managerId = manager?.id ?? null;
  const command = { type: 'hr.begin', leaver: person, manager: managerId, people, fact, readers, patch } as const;
  const begun = await begin(engine, command, system);
  // Somebody else was faster: it is reported to what they began.
  if (begun.type === 'refused') return { type: 'nothing' };
  const { id } = begun.departure;
  const planned = from.rules.onTermination === 'plan' && flow !== null && (await plan(feed, begun.departure, flow));
  await feed.reconcile(id);
  return { type: planned ? 'planned' : 'begun', departure: id };
}

/** Straight to the plan, which waits for its confirmation as any other. False where it stays a draft. */
async function plan({ engine }: FeedDeps, draft: Departure, flow: EngineDeps['flows'][number]): Promise<boolean> {
  if (draft.draft.dates === null || draft.manager === null || flow.confidential) return false;
  const [found, cast, people, things, shared] = await Promise.all([
    preflight(engine, leaverAsKnown(draft)),
    castOf({ directory: engine.directory }, flow),
    peopleOf({ directory: engine.directory }, [draft.manager, draft.leaver.id]),
    createEquipmentRegister(engine.store.notes).of(holdersOfPerson(leaverAsKnown(draft))),
    sharedAccountsOf(engine, leaverAsKnown(draft)),
  ]);
  const submission = {
    ...{ flow, preflight: found, cast: cast.ids, ownRoles: cast.own },
    managesPeople: engine.directory.managesPeople(draft.leaver),
    people: { ...shared.people, ...cast.people, ...people },
    sharedAccounts: shared.accounts,
    lent: { things: [...things], all: true },
  };
  const result = await transact(engine, draft.id, { type: 'hr.plan', ...submission }, system);
  if (result.type === 'refused')
    engine.log.info(
      { departure: draft.id, refusal: result.refusal.code },
      'a draft of the HR feed was not planned by itself',
    );
  return result.type === 'done';
}

/** As the directory knows them; else as the HR system does. Somebody whom Relais cannot write to leads nothing. */
async function managerOf(
  { engine }: FeedDeps,
  { system: source, context }: { system: HrSystem; context: ConnectorContext },
  { employment, person }: { employment: Employment; person: Person },
): Promise<Person | null> {
  const { managerEmail, managerId } = employment.person;
  const known = person.managerId === null ? null : await engine.directory.byId(person.managerId);
  const email =
    known !== null ? null : (managerEmail ?? (managerId === null ? null : await emailOf(source, managerId, context)));
  const manager = known ?? (email === null ? null : await engine.directory.identify(email));
  if (manager === null || manager.id === person.id || !isSpokenWith(manager)) return null;
  return known ?? engine.directory.byEmail(manager.email);
}

async function emailOf(source: HrSystem, id: string, context: ConnectorContext): Promise<string | null> {
  return (await source.byId(id, context))?.person.email ?? null;
}
