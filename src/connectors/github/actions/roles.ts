import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { alreadyGone } from '../above.ts';
import { loginNow } from '../account-by-id.ts';
import { organisationRolesShape, roleHolderShape } from '../github-shapes.ts';
import { type GithubSystem, unproven } from '../github-system.ts';
import { readAbsence } from '../read-absence.ts';
import { wholeList } from '../whole-list.ts';

/**
 * Organisation roles (security manager, CI/CD admin, custom ones) that are the person's own; what a team gives goes
 * with the team.
 */
export const roles: ActionKind<GithubSystem> = {
  verb: 'roles',
  named: { en: 'organisation roles', fr: 'rôles dans l’organisation' },
  async plan({ id, login, status }, system, context) {
    if (system.settings.leave.includes('roles') || !['owner', 'member'].includes(status)) return [];
    const { items } = await rolesOf(system, context);
    const held = await Promise.all(
      items.map(async (role) => ((await holds(system, { role: role.id, accountId: id }, context)).there ? [role] : [])),
    );
    return held.flat().map((role) => ({
      stage: 'groups',
      target: { id: role.id, label: role.name || role.id },
      call: `DELETE ${path`/orgs/${system.settings.org}/organization-roles/users/${login}/${role.id}`}`,
      effect: 'reversible',
    }));
  },
  async act(action, system, context) {
    const { login, evidence: identity } = await loginNow(system, { id: action.accountId }, context);
    if (login === null) return alreadyGone(system, { action, evidence: identity }, context);
    const role = targetOf(action).id;
    const { there, evidence: read } = await holds(system, { role, accountId: action.accountId }, context);
    const evidence = [...identity, ...read];
    if (!there) return { status: 'already', evidence };
    const call = path`/orgs/${system.settings.org}/organization-roles/users/${login}/${role}`;
    const reply = await system.http.send('DELETE', call, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'role taken back')], readBackAfterSeconds: 0 };
  },
  readBack: (action, system, context) =>
    readAbsence(system, action, context, async () => {
      const of = { role: targetOf(action).id, accountId: action.accountId };
      const { there, evidence } = await holds(system, of, context);
      if (there) return { there, evidence };
      return { there, evidence };
    }),
  provesItself: true,
};

async function rolesOf({ http, settings }: GithubSystem, context: ConnectorContext) {
  const all = await http.get(path`/orgs/${settings.org}/organization-roles`, organisationRolesShape, context);
  return { items: all.data.roles, evidence: saw(all, `${all.data.roles.length} organisation roles`) };
}

/** Whether the account holds the role itself. A role that does not answer must be gone from the list of roles. */
async function holds(
  system: GithubSystem,
  { role, accountId }: { role: string; accountId: string },
  context: ConnectorContext,
) {
  const call = path`/orgs/${system.settings.org}/organization-roles/${role}/users`;
  const holders = {
    call,
    what: { en: `holders of role ${role}`, fr: `titulaires du rôle ${role}` },
    item: roleHolderShape,
    idOf: ({ id }: { id: string }) => id,
  };
  try {
    const { items, evidence } = await wholeList(system, holders, context);
    return { there: items.some(({ id, assignment }) => id === accountId && assignment !== 'indirect'), evidence };
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'not-found') throw error;
    const { items, evidence } = await rolesOf(system, context);
    if (items.some(({ id }) => id === role))
      throw unproven(
        { en: `role ${role} is listed and does not answer`, fr: `le rôle ${role} est listé et ne répond pas` },
        [evidence],
      );
    return { there: false, evidence: [evidence] };
  }
}
