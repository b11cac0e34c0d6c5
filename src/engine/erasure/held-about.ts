import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { isOpenStill } from '../../domain/erasure/decide.ts';
import { isUnderHold } from '../../domain/hold/held.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { retentionDates } from '../../domain/retention/dates.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';
import { rememberedNames } from '../people/remembered-names.ts';
import { createSettings } from '../people/settings.ts';
import type { Store } from '../ports/store.ts';
import { othersLeftOut } from './others-left-out.ts';

/** What is held about one person, for them to read: plain JSON without anybody else in it. */
export interface HeldAbout {
  format: 1;
  madeAt: Instant;
  /** As the directory knows them; null where it does not, or not any more. */
  person: Omit<Person, 'managerId'> | null;
  /** What they chose: language, channel, times. */
  settings: unknown;
  /** By which names systems were seen to know them. */
  userNames: unknown;
  /** What the register says that they were lent. */
  equipment: unknown;
  /** Their own departures. `keptUntil`: the day by which the record is erased; null while no clock runs. */
  departures: {
    id: DepartureId;
    keptUntil: Instant | null;
    keptBecause: string | null;
    record: unknown;
    journal: unknown[];
  }[];
  /** What they did in departures of others; no more than that and when, for the rest is about others. */
  acts: { departure: DepartureId; at: Instant; what: string }[];
  /** What Relais may hold besides, that is not in here. */
  notInHere: readonly string[];
}

/** What whoever answers the person has to know, and the person may not read by way of a file. */
export interface HeldBesides {
  /** Their departures of which they may not know yet: drafts, and confidential ones. */
  notToldYet: readonly DepartureId[];
  /** Their departures that cannot be erased now, by a legal hold or because something in them is open. */
  underHold: readonly DepartureId[];
  open: readonly DepartureId[];
}

/** What teammates said of themselves when they declined. */
const saidByOthers: ReadonlySet<string> = new Set(['task-declined']);
/** Of a state: who is who, where cards stand for others, the company's own template, and what a legal hold says. */
const leftOutOfRecord: ReadonlySet<string> = new Set(['people', 'posts', 'flow', 'holds', 'holdsPerson']);
const leftOutOfJournal = /^(hold-|post|updates-intended|card-erased)/;

const notInHere = [
  'what people sources and HR systems said last, but for what the directory took from it: ask HR for their own record',
  'the consent to stay in touch: its own page shows it',
  'saved views of the desk, critical posts that name the person, notes on the end of their contract, and what an auditor of that name opened',
  'files that were brought as proof: the record lists them, and HR can open them',
  'why teammates declined what was handed to them: that is about them',
  'names in free texts that nobody here goes by: whoever hands this out reads them first',
];

/**
 * Collects it by one address. Null where nobody and no departure goes by it. Departures of which the person may not
 * know yet are in `besides` alone; that there are any is in no word of `held`.
 */
export async function heldAbout(
  store: Pick<Store, 'departures' | 'people' | 'notes'>,
  { address, now, retention }: { address: string; now: Instant; retention: Retention },
): Promise<{ held: HeldAbout; besides: HeldBesides } | null> {
  const known = await store.people.byEmail(address);
  const own = new Map<DepartureId, Departure>();
  const acts: HeldAbout['acts'] = [];
  for (const one of known === null ? [address] : addressesOf(known))
    for await (const state of store.departures.search({ leaverEmail: one })) own.set(state.id, state);
  const ids = new Set([...(known ? [known.id] : []), ...[...own.values()].map(({ leaver }) => leaver.id)]);
  for (const id of ids)
    for await (const state of store.departures.search({ involving: id })) {
      if (ids.has(state.leaver.id)) own.set(state.id, state);
      else
        for await (const { at, by, event } of store.departures.journal(state.id))
          if (by === id) acts.push({ departure: state.id, at, what: event.type });
    }
  if (known === null && own.size === 0) return null;

  const all = [...own.values()].filter(({ erasure }) => erasure === undefined);
  const isToldOf = (state: Departure) => state.status !== 'draft' && !isConfidential(state, now);
  const departures: HeldAbout['departures'] = [];
  for (const state of all.filter(isToldOf)) departures.push(await departureOf(store, state, retention));
  const idsOf = (which: (state: Departure) => boolean) => all.filter(which).map(({ id }) => id);
  const somebody = known ?? all[0]?.leaver;
  const { managerId: _manager, ...person } = known ?? { managerId: null };
  return {
    held: {
      ...{ format: 1, madeAt: now, person: known === null ? null : (person as Omit<Person, 'managerId'>) },
      settings: known === null ? {} : await createSettings(store.notes).of(known.id),
      userNames: somebody === undefined ? [] : await rememberedNames(store.notes, somebody),
      equipment: somebody === undefined ? [] : await createEquipmentRegister(store.notes).of(holdersOfPerson(somebody)),
      ...{ departures, acts, notInHere },
    },
    besides: {
      notToldYet: idsOf((state) => !isToldOf(state)),
      underHold: idsOf(isUnderHold),
      open: idsOf(isOpenStill),
    },
  };
}

async function departureOf(
  store: Pick<Store, 'departures'>,
  state: Departure,
  retention: Retention,
): Promise<HeldAbout['departures'][number]> {
  const { contact, accounts, systems } = state;
  const ownAddresses = [
    ...addressesOf(leaverAsKnown(state)),
    ...(contact ? [contact.email] : []),
    ...accounts.map(({ login }) => login),
    ...systems.flatMap(({ asked }) => asked.filter((one) => typeof one === 'string')),
  ];
  const others = othersLeftOut(state, { self: state.leaver, ownAddresses });
  const tasks = state.tasks.map(({ declines, ...task }) => ({ ...task, declined: declines.length }));
  const record = Object.fromEntries(
    Object.entries({ ...state, tasks }).filter(([field]) => !leftOutOfRecord.has(field)),
  );
  const journal: unknown[] = [];
  for await (const entry of store.departures.journal(state.id))
    if (!leftOutOfJournal.test(entry.event.type)) journal.push(others.of(shownOf(entry)));
  const kept = retentionDates(state, retention);
  return {
    id: state.id,
    keptUntil: kept?.record.until ?? null,
    keptBecause: kept?.record.source ?? null,
    record: others.of(record),
    journal,
  };
}

function shownOf({ seq, at, by, event }: Entry): unknown {
  if (saidByOthers.has(event.type)) return { seq, at, by, event: { type: event.type } };
  return { seq, at, by, event: Object.fromEntries(Object.entries(event).filter(([field]) => field !== 'flow')) };
}
