import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { type RoleAssignment, roleAssignmentShape, roleShape } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted, myCustomer } from '../google-system.ts';
import { readUser } from '../user-state.ts';
import { wholeList } from '../whole-list.ts';

interface NamedAssignment extends RoleAssignment {
  roleName: string;
  isSuper: boolean;
}

const below = path`/admin/directory/v1/customer/${myCustomer}`;

/** Administrator roles given to the person directly; those that come with a group go with the group. */
export const roles = removableKind<GoogleSystem, NamedAssignment>({
  verb: 'roles',
  named: { en: 'administrator roles', fr: 'rôles d’administration' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'role',
  nounInFrench: 'le rôle',
  applies: ({ status }, { settings }) => !settings.leave.includes('roles') && !isDeleted(status),
  list: assignmentsOf,
  target: ({ roleAssignmentId, roleName }) => ({ id: roleAssignmentId, label: roleName }),
  // That one is a field of the user, and has a call of its own.
  removes: ({ isSuper }) => !isSuper,
  path: ({ target }) => `${below}${path`/roleassignments/${target}`}`,
});

/** Makes a super administrator an ordinary user. */
export const superAdministrator: ActionKind<GoogleSystem> = {
  verb: 'super-administrator',
  named: { en: 'the rights of a super administrator', fr: 'les droits de super-administrateur' },
  provesItself: true,
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('roles')) return [];
    const { user } = await readUser(system, id, context);
    if (!user?.isAdmin) return [];
    const call = `POST ${path`/admin/directory/v1/users/${id}/makeAdmin`} {"status":false}`;
    return [{ stage: 'groups', call, effect: 'reversible' }];
  },
  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (!user?.isAdmin) return { status: 'already', evidence };
    const call = path`/admin/directory/v1/users/${accountId}/makeAdmin`;
    const reply = await system.http.send('POST', call, context, { json: { status: false } });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'made an ordinary user')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user?.isAdmin ? 'not-desired' : 'desired', evidence };
  },
};

/**
 * Every organisation has an administrator: where the list of all assignments is empty, the right to see roles is
 * missing.
 */
async function assignmentsOf({ id }: { id: string }, system: GoogleSystem, context: ConnectorContext) {
  const list = { path: `${below}/roleassignments`, name: 'items', item: roleAssignmentShape };
  const { items, evidence } = await wholeList(
    system.http,
    { ...list, query: { userKey: id, maxResults: 200 } },
    context,
  );
  const seen = sawAll(evidence, `${items.length} administrator roles`);
  if (items.length === 0) {
    const all = await wholeList(system.http, { ...list, query: { maxResults: 200 } }, context);
    if (all.items.length > 0) return { items: [], evidence: [...seen, ...sawAll(all.evidence, 'others have roles')] };
    throw new ConnectorError(
      'unproven',
      {
        en: 'Google shows no administrator at all, so the right to see roles is missing',
        fr: 'Google ne montre aucun administrateur : le droit de voir les rôles manque',
      },
      { evidence: seen },
    );
  }
  const named = await wholeList(
    system.http,
    { path: `${below}/roles`, name: 'items', item: roleShape, query: { maxResults: 100 } },
    context,
  );
  const byId = new Map(named.items.map((role) => [role.roleId, role]));
  return {
    items: items.map((item) => ({
      ...item,
      roleName: byId.get(item.roleId)?.roleName ?? item.roleId,
      isSuper: byId.get(item.roleId)?.isSuperAdminRole ?? false,
    })),
    evidence: seen,
  };
}
