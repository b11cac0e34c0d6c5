import { minute, toInstant } from '../../domain/calendar/time.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { contractsCard } from '../../views/cards/contracts-card.ts';
import { type ContractLine, isPassed } from '../../views/contracts/contract-lines.ts';
import { bringMessages, readerOfMessage } from '../cards/standing-message.ts';
import type { EngineDeps } from '../deps.ts';
import { isSpokenWith } from '../people/spoken-with.ts';
import { digest } from '../sha256.ts';
import { noteTold, readContractNotes } from './contract-notes.ts';
import { contractSettingsSchema } from './contract-settings.ts';
import { contractLines } from './read-contracts.ts';

const messageName = 'contracts';

/** Whose message about contracts stands under this key; null for any other key. */
export function readerOfContractMessage(key: string): PersonId | null {
  return readerOfMessage(messageName, key);
}

/** The message as it would say it now. */
export async function drawContractMessage(deps: EngineDeps, reader: Person): Promise<CardView> {
  return contractsCard(await askedOf(deps, reader), reader);
}

/** How often the messages are brought in line by a clock alone; a decision does it at once. */
const every = 15 * minute;

/**
 * Asks whoever answers for a contract that ends soon, and brings what they were asked in line. By the clock, one
 * process in a quarter of an hour.
 */
export async function bringContractMessages(deps: EngineDeps, { atOnce }: { atOnce: boolean }): Promise<void> {
  const now = deps.clock.now().getTime();
  if (!atOnce && (await deps.store.once.take('contracts-round', now, now + every)) !== 'taken') return;
  await bringMessages(deps, {
    name: messageName,
    asked: new Map((await askedPeople(deps)).map((one) => [one.id, one])),
    told: (await readContractNotes(deps.store.notes)).told,
    note: (fresh) => noteTold(deps.store.notes, fresh),
    draw: async (reader) => {
      const lines = await askedOf(deps, reader);
      return { view: contractsCard(lines, reader), issues: lines.map(issueOf) };
    },
  });
}

/** It rings once for each end, once more in its last week, and once more when it has passed. */
function issueOf({ email, endsOn, daysLeft }: ContractLine): string {
  return digest(`${email} ${endsOn} ${daysLeft < 0 ? 'passed' : daysLeft <= 7 ? 'week' : 'near'}`);
}

/**
 * Whoever is to be asked of at least one contract: its sponsor; of one without a sponsor whom Relais speaks with, all
 * of HR.
 */
async function askedPeople(deps: EngineDeps): Promise<readonly Person[]> {
  const sponsors = new Set((await deps.directory.contracts()).map(({ sponsor }) => sponsor));
  const found: Person[] = [];
  for (const address of sponsors) {
    const person = address === null ? null : await deps.directory.byEmail(address);
    if (person && isSpokenWith(person)) found.push(person);
  }
  return sponsors.size === 0 ? found : [...found, ...(await deps.directory.holders('hr'))];
}

/**
 * What this person is asked: contracts that end soon or have ended, that nobody has decided and that no departure ends.
 */
async function askedOf(deps: EngineDeps, reader: Person): Promise<readonly ContractLine[]> {
  const { askDaysBefore } = deps.contracts ?? contractSettingsSchema.parse({});
  const now = toInstant(deps.clock.now());
  const lines = await contractLines(deps, { reader, roles: deps.directory.rolesOf(reader), now });
  const asked: ContractLine[] = [];
  for (const line of lines) {
    if (!line.decides || line.daysLeft > askDaysBefore) continue;
    const isOpen = line.daysLeft < 0 ? isPassed(line) : line.departure === null && !line.isDecided;
    if (isOpen && (line.isSponsor || (await isNobodys(deps, line)))) asked.push(line);
  }
  return asked;
}

/** Of what has passed, HR hears too: by then nobody has answered in time. */
async function isNobodys({ directory }: EngineDeps, { sponsorEmail, daysLeft }: ContractLine): Promise<boolean> {
  if (daysLeft < 0 || sponsorEmail === null) return true;
  const person = await directory.byEmail(sponsorEmail);
  return person === null || !isSpokenWith(person);
}
