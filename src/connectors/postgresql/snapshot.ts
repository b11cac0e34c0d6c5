import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import { membershipsOf } from './memberships-now.ts';
import { ownedBy, nameOf as ownedName } from './owned-now.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { nameOf as rightName, rightsOf } from './rights-now.ts';
import { readRole } from './role-now.ts';

/** What a person needs to give everything back. A list that may not be read is null. */
export async function snapshot(
  system: PostgresqlSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const [now, memberships] = await Promise.all([
    readRole(system, account, context),
    unlessUntold(() => membershipsOf(system, account, context)),
  ]);
  const databases = await Promise.all(
    system.settings.databases.map(async (database) => {
      const asked = { id: account.id, tenant: account.tenant, database };
      const [rights, owned] = await Promise.all([
        unlessUntold(() => rightsOf(system, asked, context)),
        unlessUntold(() => ownedBy(system, asked, context)),
      ]);
      return {
        database,
        rights:
          rights?.items.map((right) => `${rightName(right)}${right.by === null ? '' : `, from ${right.by}`}`) ?? null,
        owned: owned?.items.map(ownedName) ?? null,
      };
    }),
  );
  const { role } = now;
  return {
    login: account.login,
    status: account.status,
    createsRoles: role?.createsRoles ?? null,
    createsDatabases: role?.createsDatabases ?? null,
    isSuperuser: role?.isSuperuser ?? null,
    validUntil: role?.validUntil ?? null,
    memberships: memberships?.items.map(({ name, withAdmin, brings }) => ({ name, withAdmin, brings })) ?? null,
    databases,
  };
}
