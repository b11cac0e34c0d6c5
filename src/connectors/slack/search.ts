import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { identityOf } from './identity.ts';
import { everyUser, findsInAnyCase, lookUp } from './look-ups.ts';
import type { SlackUser } from './slack-shapes.ts';
import type { SlackSystem } from './slack-system.ts';
import { accountOf, readUser } from './user-state.ts';

/**
 * Looks every address of the person up. Slack's look-up hides who is deactivated, and does not say whether it minds
 * capitals, so what it does not find is looked for among all users, unless it was just seen to find somebody by other
 * letters. An address belongs to one account, so several are all the person's. Who each is now is then read by id.
 */
export async function search(
  system: SlackSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const identity = await identityOf(system, context);
  const evidence: Evidence[] = [];
  const ids = new Set<string>();
  let missed = 0;
  for (const address of addresses) {
    const found = await lookUp(system, address, context);
    const isTheirs = found.user !== null && carries(found.user, addresses);
    evidence.push(saw(found, isTheirs ? `found as ${found.user?.id}` : 'not found by its address'));
    if (found.user && isTheirs) ids.add(found.user.id);
    else missed += 1;
  }
  const [known] = ids;
  const isBelieved = known !== undefined && (missed === 0 || (await findsInAnyCase(system, known, context)));
  if (!isBelieved) {
    const all = await everyUser(system, identity, context);
    const theirs = all.users.filter((user) => carries(user, addresses));
    evidence.push(...sawAll(all.evidence, `${theirs.length} of ${all.users.length} users carry an address of theirs`));
    for (const { id } of theirs) ids.add(id);
  }
  const users: SlackUser[] = [];
  for (const id of ids) {
    const now = await readUser(system, id, context);
    evidence.push(...now.evidence);
    if (now.user.is_bot !== true) users.push(now.user);
  }
  // An address goes from one account to the next: those that are closed are shown where there is nothing else.
  const live = users.filter(({ deleted }) => !deleted);
  const accounts = (live.length > 0 ? live : users).map((user) => accountOf(system, { user, tenant, identity }));
  const told = { asked: addresses, evidence };
  return accounts.length === 0 ? { status: 'none', ...told } : { status: 'found', accounts, ...told };
}

function carries({ profile }: SlackUser, addresses: readonly string[]): boolean {
  const email = profile?.email?.toLowerCase();
  return email !== undefined && addresses.some((address) => address.toLowerCase() === email);
}
