import { day, type Instant, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { addressesOf, type UserNames, userNamesTogether } from '../../domain/people/people.ts';
import type { KnownPerson, Workforce } from '../../domain/review/workforce.ts';
import type { EngineDeps } from '../deps.ts';
import type { MergedPerson } from '../people/sources/merge.ts';
import { isCurrent, ownFile } from '../people/sources/record.ts';
import type { PeopleTold } from './people-told.ts';

/** A list of people is read daily: one that is older says little of who came yesterday. */
const listCountsFor = 2 * day;

/**
 * Who works here by the sources of people, and who left by these and by Relais' own departures. A departure counts also
 * where a source still lists its leaver, because lists lag; not where HR says that they are employed again.
 */
export async function workforceOf(deps: Pick<EngineDeps, 'store' | 'clock' | 'peopleTold'>): Promise<Workforce> {
  const { peopleTold, store, clock } = deps;
  const now = toInstant(clock.now());
  const people = new Map<string, KnownPerson>();
  await peopleTold?.known.load();
  const merged = peopleTold?.known.merged().people ?? [];
  const hr = new Set(peopleTold?.known.sources.flatMap(({ id, isDaily }) => (isDaily === true ? [id] : [])));
  for (const one of merged) {
    const person = asKnown(one, { hr, userNames: peopleTold?.known.userNamesOf(one) ?? {} });
    if (person) people.set(person.email, person);
  }
  const byAddress = new Map([...people.values()].flatMap((one) => one.addresses.map((address) => [address, one])));
  for await (const departure of store.departures.search({ status: ['active', 'completed'] })) {
    if (!hasLeft(departure, now)) continue;
    const person = leaverOf(departure);
    const known = person.addresses.map((address) => byAddress.get(address)).find((one) => one !== undefined);
    const email = known?.email ?? person.email;
    const { departure: earlier = null } = people.get(email) ?? {};
    // The newest comes first.
    if (earlier === null) people.set(email, { ...(known ? together(known, person) : person), ...said(person), email });
  }
  return { people: [...people.values()], complete: await isComplete(peopleTold, now) };
}

/** What the sources say, and by what else systems were asked for them. */
function together(known: KnownPerson, leaver: KnownPerson): KnownPerson {
  return {
    ...known,
    addresses: [...new Set([...known.addresses, ...leaver.addresses])],
    employeeNumber: known.employeeNumber ?? leaver.employeeNumber,
    userNames: userNamesTogether(known.userNames, leaver.userNames),
  };
}

function said({ state, leftAt, departure }: KnownPerson) {
  return { state, leftAt, departure };
}

/** Every source has told a whole list lately, and none was doubted since. */
async function isComplete(told: PeopleTold | undefined, now: Instant): Promise<boolean> {
  if (!told || told.known.sources.length === 0) return false;
  const heads = await Promise.all(told.known.sources.map(({ id }) => told.lists.head(id)));
  return heads.every(
    ({ readAt, failure, people, unreadable }) =>
      readAt !== null && readAt >= plus(now, -listCountsFor) && failure === null && people > 0 && unreadable === 0,
  );
}

/** Null for somebody of whom no source tells an address. */
function asKnown(
  { addresses, records, fields }: MergedPerson,
  { hr, userNames }: { hr: ReadonlySet<string>; userNames: UserNames },
): KnownPerson | null {
  const [email] = addresses;
  if (email === undefined) return null;
  const sourced = records.filter(({ source }) => source !== ownFile);
  const isHere = sourced.length === 0 || sourced.some(isCurrent);
  const missing = sourced.flatMap(({ missingSince }) => missingSince ?? []);
  // An HR system says of whoever has left that they have; any other source may only have suspended them.
  const isEnded = sourced.some(({ source, person }) => hr.has(source) && person.active === false);
  const state = isHere ? 'here' : missing.length === sourced.length || isEnded ? 'left' : 'away';
  return {
    name: fields.name.value ?? email,
    ...{ email, addresses, userNames, state, departure: null },
    employeeNumber: fields.employeeNumber.value,
    title: fields.title.value,
    leftAt: state === 'left' ? (missing.toSorted().at(-1) ?? null) : null,
  };
}

/** From the begin of the run on; an internal move leaves nobody. */
function hasLeft({ kind, draft, dates, hr, erasure, status, runStartedAt }: Departure, now: Instant): boolean {
  if ((kind ?? draft.kind) === 'internal-move' || erasure !== undefined || hr?.again != null) return false;
  return (status === 'completed' || runStartedAt !== null) && dates !== null && dates.cutOff.at <= now;
}

function leaverOf(departure: Departure): KnownPerson {
  const { id, dates } = departure;
  const leaver = leaverAsKnown(departure);
  return {
    name: leaver.name,
    email: leaver.email.toLowerCase(),
    addresses: addressesOf(leaver).map((address) => address.toLowerCase()),
    employeeNumber: leaver.employeeNumber ?? null,
    userNames: leaver.userNames ?? {},
    title: leaver.title,
    ...{ state: 'left', leftAt: dates?.cutOff.at ?? null, departure: id },
  };
}
