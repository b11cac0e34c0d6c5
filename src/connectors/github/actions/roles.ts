import { z } from 'zod';
import type { Evidence } from '../../../domain/revocation.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { organisationRolesShape, userShape } from '../github-shapes.ts';
import { type GithubSystem, sameAccount, saw } from '../github-system.ts';

/** Organisation roles (security manager, CI/CD admin, custom ones): GitHub takes back all of a person's in one call. */
export const roles: ActionKind<GithubSystem> = {
  verb: 'roles',
  async plan({ id, login, status }, system, context) {
    if (system.settings.leave.includes('roles') || !['owner', 'member'].includes(status)) return [];
    const { names } = await rolesOf(system, id, context);
    if (names.length === 0) return [];
    return [
      {
        stage: 'groups',
        target: { id: 'organisation', label: names.join(', ') },
        call: `DELETE ${path`/orgs/${system.settings.org}/organization-roles/users/${login}`}`,
        effect: 'reversible',
      },
    ];
  },
  async act({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const before = await rolesOf(system, accountId, context);
    if (before.names.length === 0) return { status: 'already', evidence: [identity, ...before.evidence] };
    const call = path`/orgs/${system.settings.org}/organization-roles/users/${accountLogin}`;
    const reply = await system.http.send('DELETE', call, context);
    return { status: 'accepted', evidence: [identity, saw(reply, 'roles taken back')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId, accountLogin }, system, context) {
    const identity = await sameAccount(system, { id: accountId, login: accountLogin }, context);
    const { names, evidence } = await rolesOf(system, accountId, context);
    return { state: names.length === 0 ? 'desired' : 'not-desired', evidence: [identity, ...evidence] };
  },
};

async function rolesOf(
  { http, settings }: GithubSystem,
  accountId: string,
  context: ConnectorContext,
): Promise<{ names: string[]; evidence: Evidence[] }> {
  const all = await http.get(path`/orgs/${settings.org}/organization-roles`, organisationRolesShape, context);
  const held = await Promise.all(
    all.data.roles.map(async ({ id, name }) => {
      const call = path`/orgs/${settings.org}/organization-roles/${String(id)}/users`;
      const users = await http.list(call, z.array(userShape), context, { query: { per_page: 100 } });
      return users.items.some((user) => String(user.id) === accountId) ? [name] : [];
    }),
  );
  const names = held.flat();
  return { names, evidence: [saw(all, `organisation roles held: ${names.join(', ') || 'none'}`)] };
}
