import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { detailsShape, type HubspotUser, userShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths, unproven } from './hubspot-system.ts';
import { accountOf, everyUser, readUser } from './user-state.ts';

/** Everybody who carries an address of the person: by the address first; of those found by none, in the list of all users, whatever the capitals. */
export async function search(
  system: HubspotSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const addresses = addressesOf(person);
  const evidence: Evidence[] = [];
  const users = new Map<string, HubspotUser>();
  const unknown: string[] = [];
  for (const address of addresses) {
    const found = await userBy(system, address, context);
    evidence.push(found.evidence);
    if (found.user === null) unknown.push(address.toLowerCase());
    else users.set(found.user.id, found.user);
  }
  if (unknown.length > 0) {
    const all = await everyUser(system, context);
    evidence.push(...all.evidence);
    for (const user of all.items) if (unknown.includes(user.email.toLowerCase())) users.set(user.id, user);
  }
  const accounts = [];
  for (const { id } of users.values()) {
    const { user, status, evidence: read } = await readUser(system, id, context);
    evidence.push(...read);
    if (user !== null) accounts.push(accountOf(system, { user, status, tenant }));
  }
  const told = { asked: addresses, evidence };
  return accounts.length === 0 ? { status: 'none', ...told } : { status: 'found', accounts, ...told };
}

/** Throws `unproven` when HubSpot answers about somebody else. */
export async function userBy({ http }: HubspotSystem, address: string, context: ConnectorContext) {
  const query = { idProperty: 'EMAIL' };
  const reply = await http.find(`${paths.users}${path`/${address}`}`, userShape, context, { query });
  const user = reply.data;
  if (user !== null && user.email.toLowerCase() !== address.toLowerCase())
    throw unproven(
      {
        en: `asked for one address, HubSpot answered about user ${user.id}, who has another`,
        fr: `interrogé sur une adresse, HubSpot a répondu sur l’utilisateur ${user.id}, qui en a une autre`,
      },
      [saw(reply, `id ${user.id}`)],
    );
  return { user, evidence: saw(reply, user === null ? 'no such user' : `user ${user.id}`) };
}

/** Somebody whom the list tells is found by their address, as a leaver would be. */
export async function control(system: HubspotSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const { items, evidence } = await everyUser(system, context);
  const [first] = items;
  const found = first === undefined ? null : await userBy(system, first.email, context);
  const all = [
    ...evidence,
    ...(found ? [{ ...found.evidence, detail: `control: ${found.user ? '' : 'not '}found` }] : []),
  ];
  if (first !== undefined && found?.user?.id === first.id) return all;
  throw unproven(
    {
      en: 'HubSpot does not find somebody by address whom it lists, or lists nobody, so finding nobody proves nothing',
      fr: 'HubSpot ne trouve pas par adresse quelqu’un qu’il liste, ou ne liste personne : ne trouver personne ne prouve rien',
    },
    all,
  );
}

/** The account's own number, its Hub ID. */
export async function tenant({ http }: HubspotSystem, context: ConnectorContext) {
  const reply = await http.get(paths.details, detailsShape, context);
  return { id: reply.data.portalId, evidence: [saw(reply, `account ${reply.data.portalId}`)] };
}
