import { z } from 'zod';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { clientShape, roleMappingsShape } from '../keycloak-shapes.ts';
import { type KeycloakSystem, readRealm, userPath } from '../keycloak-system.ts';
import { isGone, readUser } from '../user-now.ts';

/** A role that was given to the person directly. */
interface HeldRole {
  id: string;
  name: string;
  /** Of a client; null for a role of the realm. */
  client: { id: string; name: string } | null;
}

/**
 * Roles of the realm and of clients that were given to the person. What comes with a group goes with the group; what
 * everybody has is left.
 */
export const roles: ActionKind<KeycloakSystem> = {
  verb: 'roles',
  named: { en: 'roles', fr: 'rôles' },
  provesItself: true,

  async plan(account, system, context) {
    if (isGone(account) || system.settings.leave.includes('roles')) return [];
    const { items } = await rolesOf(account, system, context);
    return items.map((role) => ({
      stage: 'groups',
      target: { id: role.id, label: labelOf(role) },
      call: `DELETE ${mappingPath(system, account.id, role)} ${role.name}`,
      effect: 'reversible',
    }));
  },

  async act(action, system, context) {
    const { items, evidence } = await rolesOf({ id: action.accountId }, system, context);
    const role = items.find(({ id }) => id === targetOf(action).id);
    if (role === undefined) return { status: 'already', evidence };
    // Keycloak takes the id and the name that it has by now, and refuses any other pair.
    const json = [{ id: role.id, name: role.name }];
    const reply = await system.http.send('DELETE', mappingPath(system, action.accountId, role), context, { json });
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'role taken away')], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const { items, evidence } = await rolesOf({ id: action.accountId }, system, context);
    const isHeld = items.some(({ id }) => id === targetOf(action).id);
    return { state: isHeld ? 'not-desired' : 'desired', evidence };
  },
};

/**
 * All roles that the user was given directly, without the one that everybody has. Without `view-realm` or
 * `view-clients` Keycloak leaves roles out and says 200: so what is not there counts only beside a realm that tells its
 * id and a client that is listed.
 */
export async function rolesOf(
  { id }: { id: string },
  system: KeycloakSystem,
  context: ConnectorContext,
): Promise<{ items: HeldRole[]; evidence: Evidence[] }> {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { items: [], evidence: [...evidence] };
  const realm = await readRealm(system, context);
  const clients = await someClient(system, context);
  const reply = await system.http.get(`${userPath(system, id)}/role-mappings`, roleMappingsShape, context);
  const { realmMappings = [], clientMappings = {} } = reply.data;
  const everybodys = realm.data.defaultRole?.id;
  const items = [
    ...realmMappings.filter((role) => role.id !== everybodys).map((role) => ({ ...role, client: null })),
    ...Object.values(clientMappings).flatMap(({ id: client, client: name, mappings }) =>
      mappings.map((role) => ({ ...role, client: { id: client, name } })),
    ),
  ];
  const names = items.map(labelOf).join(', ') || 'none';
  return { items, evidence: [...evidence, saw(realm, 'view-realm'), clients, saw(reply, `roles: ${names}`)] };
}

/** Every realm has clients of its own: whoever is shown none lacks `view-clients`. */
export async function someClient({ http, realm }: KeycloakSystem, context: ConnectorContext): Promise<Evidence> {
  const reply = await http.get(`${realm}/clients`, z.array(clientShape), context, { query: { first: 0, max: 1 } });
  if (reply.data.length > 0) return saw(reply, 'view-clients');
  throw new ConnectorError(
    'unproven',
    {
      en: 'Keycloak lists no client at all, so the right view-clients is missing',
      fr: 'Keycloak ne liste aucun client : le droit view-clients manque',
    },
    { evidence: [saw(reply, 'no client listed')] },
  );
}

function mappingPath(system: KeycloakSystem, account: string, { client }: HeldRole): string {
  const mappings = `${userPath(system, account)}/role-mappings`;
  return client === null ? `${mappings}/realm` : `${mappings}${path`/clients/${client.id}`}`;
}

function labelOf({ name, client }: HeldRole): string {
  return client === null ? name : `${client.name} / ${name}`;
}
