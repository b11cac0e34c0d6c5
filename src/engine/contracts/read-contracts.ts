import { daysFrom } from '../../domain/calendar/date-gaps.ts';
import { localDate } from '../../domain/calendar/time.ts';
import {
  type ContractRecord,
  endOf,
  hasEnded,
  isDecided,
  isMove,
  mayWithContract,
  relationTo,
  type TimedContract,
} from '../../domain/contracts/contract.ts';
import type { Departure } from '../../domain/departure.ts';
import { isOfContracts } from '../../domain/hr/employment-fact.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import type { ContractLine } from '../../views/contracts/contract-lines.ts';
import type { EngineDeps } from '../deps.ts';
import { readContractNotes } from './contract-notes.ts';

/** Who looks, with which roles, and when. */
interface ContractReader {
  reader: Person;
  roles: ReturnType<EngineDeps['directory']['rolesOf']>;
  now: string;
}

/** Every contract that the reader may see, the earliest end first. */
export async function contractLines(deps: EngineDeps, looking: ContractReader): Promise<readonly ContractLine[]> {
  const { records } = await readContractNotes(deps.store.notes);
  const viewer = { addresses: addressesOf(looking.reader), roles: looking.roles };
  const seen = (await deps.directory.contracts()).filter((one) => mayWithContract('see', one, viewer));
  const lines: ContractLine[] = [];
  for (const one of seen)
    lines.push(await lineOf(deps, looking, { contract: one, record: records[one.email] ?? null }));
  return lines.toSorted((a, b) => a.daysLeft - b.daysLeft || a.name.localeCompare(b.name, 'en'));
}

async function lineOf(
  { store }: EngineDeps,
  { reader, roles, now }: ContractReader,
  { contract, record }: { contract: TimedContract; record: ContractRecord | null },
): Promise<ContractLine> {
  const { email, endsOn: told, sponsor, workerType } = contract;
  const endsOn = endOf(contract, record);
  const [person, whoAnswers] = [
    await store.people.byEmail(email),
    sponsor === null ? null : await store.people.byEmail(sponsor),
  ];
  const departures: Departure[] = [];
  for await (const one of store.departures.search({ leaverEmail: email }))
    if (maySee(one, { id: reader.id, roles }, now)) departures.push(one);
  return {
    ...{ email, workerType, endsOn, extendedFrom: endsOn === told ? null : told },
    name: person?.name ?? contract.name ?? email,
    daysLeft: daysFrom(localDate(now, reader.timeZone), endsOn),
    ...{ sponsor: whoAnswers?.name ?? sponsor, sponsorEmail: sponsor },
    isSponsor: relationTo(contract, addressesOf(reader)) === 'sponsor',
    isDecided: isDecided(contract, record),
    departure: departureOf(departures, { email, endsOn }),
    decides: mayWithContract('decide', contract, { addresses: addressesOf(reader), roles }),
  };
}

/** The open departure that ends employment; else the completed one that this end belongs to. */
function departureOf(
  departures: readonly Departure[],
  { email, endsOn }: { email: string; endsOn: string },
): ContractLine['departure'] {
  const open = departures.find((one) => (one.status === 'draft' || one.status === 'active') && !isMove(one));
  if (open) {
    const state = open.status === 'draft' ? 'draft' : open.runStartedAt === null ? 'planned' : 'over';
    const told = open.hr?.told ?? null;
    const hears = told === null || (isOfContracts(told) && told.person === email);
    return { id: open.id, state, goesBy: hears ? null : told.label };
  }
  const over = departures.find((one) => hasEnded(one, endsOn));
  return over ? { id: over.id, state: 'over', goesBy: null } : null;
}
