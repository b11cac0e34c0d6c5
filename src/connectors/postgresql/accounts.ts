import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { listed } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { saw } from '../kit/connector-of.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { addressesOfRole, allRoles } from './role-search.ts';

/**
 * Every role that signs in, and those of people that do not any more; roles that only hold others together are none.
 * Held against the server's own count.
 */
export async function accounts(system: PostgresqlSystem, context: ConnectorContext): Promise<AccountsTold> {
  const all = await allRoles(system, context);
  const counted = await system.client.read(
    {
      ...{ database: system.home, name: 'count of roles', row: z.object({ count: z.int().min(0) }) },
      text: `SELECT count(*)::int AS "count" FROM pg_roles r WHERE r.rolname !~ '^pg_'`,
    },
    context,
  );
  const apart = all.roles.filter((role) => !role.canSignIn && addressesOfRole(system, role).length === 0).length;
  const { others } = system.settings;
  return {
    accounts: all.roles
      .filter((role) => role.canSignIn || addressesOfRole(system, role).length > 0)
      .map((role) => {
        const addresses = addressesOfRole(system, role);
        return listed({
          id: role.id,
          login: role.name,
          addresses: [...addresses],
          kind: role.isOwn || others.includes(role.name) ? 'service' : 'person',
          status: role.canSignIn ? 'LOGIN' : 'NOLOGIN',
          standing: role.canSignIn ? 'open' : 'closed',
        });
      }),
    evidence: [saw(all, `${all.roles.length} roles`), saw(counted, `${counted.rows[0]?.count ?? 0} roles counted`)],
    total: (counted.rows[0]?.count ?? 0) - apart,
  };
}
