import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { isOpenStill } from '../../domain/erasure/decide.ts';
import { isUnderHold } from '../../domain/hold/held.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';
import { rememberedNames } from '../people/remembered-names.ts';
import { createSettings } from '../people/settings.ts';
import type { Store } from '../ports/store.ts';
import { type OwnDeparture, ownDeparture } from './own-departure.ts';

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
  /** Their own departures. */
  departures: OwnDeparture[];
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
  /**
   * Departures of somebody else of the directory who had the same address, or of several while the directory knows
   * nobody by it: nothing of them is in the file, unless `takenIn` names them.
   */
  sameAddress: readonly DepartureId[];
}

const notInHere = [
  'what people sources and HR systems said last, but for what the directory took from it: ask HR for their own record',
  'the consent to stay in touch: its own page shows it',
  'saved views of the desk, critical posts that name the person, notes on the end of their contract, and what an auditor of that name opened',
  'files that were brought as proof: the record lists them, and HR can open them',
  'what concerns the departures of others as well: that it was one of several, and what held it back because of them',
  'what is decided about the record itself, or about a device, and not carried out: HR answers for it',
  'why teammates declined what was handed to them: that is about them',
  'names in free texts that nobody here goes by: whoever hands this out reads them first',
];

/**
 * Collects it by one address. Null where nobody and no departure goes by it. Departures of which the person may not
 * know yet are in `besides` alone; that there are any is in no word of `held`. An address may be given to somebody else
 * once it is free, so who the person is says their id: of a departure that the address alone finds, whoever answers
 * says that it is theirs (`takenIn`), and with it all of that leaver.
 */
export async function heldAbout(
  store: Pick<Store, 'departures' | 'people' | 'notes'>,
  given: { address: string; now: Instant; retention: Retention; takenIn?: readonly DepartureId[] },
): Promise<{ held: HeldAbout; besides: HeldBesides } | null> {
  const { address, now, retention, takenIn = [] } = given;
  const known = await store.people.byEmail(address);
  const found = new Map<DepartureId, Departure>();
  const own = new Map<DepartureId, Departure>();
  const acts: HeldAbout['acts'] = [];
  for (const one of known === null ? [address] : addressesOf(known))
    for await (const state of store.departures.search({ leaverEmail: one })) found.set(state.id, state);
  const ids = idsOfPerson([...found.values()], { known, takenIn });
  for (const id of ids)
    for await (const state of store.departures.search({ involving: id })) {
      if (ids.has(state.leaver.id)) own.set(state.id, state);
      else
        for await (const { at, by, event } of store.departures.journal(state.id))
          if (by === id) acts.push({ departure: state.id, at, what: event.type });
    }
  if (known === null && found.size === 0) return null;

  const all = [...own.values()].filter(({ erasure }) => erasure === undefined);
  const isToldOf = (state: Departure) => state.status !== 'draft' && !isConfidential(state, now);
  const departures: HeldAbout['departures'] = [];
  for (const state of all.filter(isToldOf)) departures.push(await ownDeparture(store, state, retention));
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
      sameAddress: [...found.values()]
        .filter(({ id, erasure }) => erasure === undefined && !own.has(id))
        .map(({ id }) => id),
    },
  };
}

/** By which ids the person goes: as the directory says, or the one leaver who had the address. */
function idsOfPerson(
  found: readonly Departure[],
  { known, takenIn }: { known: Person | null; takenIn: readonly DepartureId[] },
): ReadonlySet<string> {
  const named = found.filter(({ id }) => takenIn.includes(id)).map(({ leaver }) => leaver.id);
  if (known !== null) return new Set([known.id, ...named]);
  const leavers = new Set(found.map(({ leaver }) => leaver.id));
  return leavers.size === 1 ? leavers : new Set(named);
}
