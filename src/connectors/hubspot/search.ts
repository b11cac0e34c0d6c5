import type { Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { listedIsFound, usersByAddress, whoseAddress } from '../kit/by-address.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { detailsShape, userShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths } from './hubspot-system.ts';
import { accountOf, everyUser, readUser } from './user-state.ts';

/** Everybody who carries an address of the person. */
export async function search(
  system: HubspotSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const { users, asked, evidence } = await usersByAddress(person, {
    by: (address) => userBy(system, address, context),
    async listed(addresses) {
      const all = await everyUser(system, context);
      return { ...all, users: all.items.filter(({ email }) => addresses.includes(email.toLowerCase())) };
    },
  });
  const accounts = [];
  for (const { id } of users) {
    const { user, status, evidence: read } = await readUser(system, id, context);
    evidence.push(...read);
    if (user !== null) accounts.push(accountOf(system, { user, status, tenant }));
  }
  return accounts.length === 0 ? { status: 'none', asked, evidence } : { status: 'found', accounts, asked, evidence };
}

/** Throws `unproven` when HubSpot answers about somebody else. */
export async function userBy({ http }: HubspotSystem, address: string, context: ConnectorContext) {
  const query = { idProperty: 'EMAIL' };
  const reply = await http.find(`${paths.users}${path`/${address}`}`, userShape, context, { query });
  return whoseAddress('HubSpot', address, reply);
}

export async function control(system: HubspotSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { items, evidence } = await everyUser(system, context);
  const listed = { somebody: items[0] ?? null, evidence };
  return listedIsFound('HubSpot', listed, (address) => userBy(system, address, context));
}

/** The account's own number, its Hub ID. */
export async function tenant({ http }: HubspotSystem, context: ConnectorContext) {
  const reply = await http.get(paths.details, detailsShape, context);
  return { id: reply.data.portalId, evidence: [saw(reply, `account ${reply.data.portalId}`)] };
}
