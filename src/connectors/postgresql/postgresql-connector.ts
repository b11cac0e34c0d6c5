import { z } from 'zod';
import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { accounts } from './accounts.ts';
import { disable } from './actions/disable.ts';
import { memberships } from './actions/memberships.ts';
import { owned } from './actions/owned.ts';
import { password } from './actions/password.ts';
import { rights } from './actions/rights.ts';
import { sessions } from './actions/sessions.ts';
import { check } from './check.ts';
import { control } from './control.ts';
import { lastUse } from './last-use.ts';
import { nameOf, ownedBy } from './owned-now.ts';
import { createPostgresClient, originOf } from './postgres-client.ts';
import type { PostgresqlSettings } from './postgresql-settings.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { rehearsal } from './rehearsal.ts';
import { protection, roleAccountNow } from './role-now.ts';
import { search } from './search.ts';
import { snapshot } from './snapshot.ts';
import { requireAllNamed } from './unnamed-databases.ts';

export function createPostgresqlConnector(settings: PostgresqlSettings, deps: ConnectorDependencies): Connector {
  const [home = ''] = settings.databases;
  const system: PostgresqlSystem = { settings, home, client: createPostgresClient(settings, deps) };

  return connectorOf({
    userNames: true,
    handsOver: settings.data !== undefined && !settings.leave.includes('owned'),
    perMinute: settings.perMinute ?? 600,
    system,
    origin: originOf(settings),
    tenant: serverId,
    search,
    control,
    now: roleAccountNow,
    protection,
    // Close first: a session that is open may do whatever is taken away while it stays.
    kinds: [disable, sessions, password, memberships, rights, owned],
    snapshot,
    lastUse,
    accounts,
    owned: [
      {
        named: { en: 'objects in databases', fr: 'les objets des bases' },
        read: async (of, { id, tenant }, context) => {
          await requireAllNamed(of, { id, tenant, held: 'o' }, context);
          const lists = await Promise.all(
            settings.databases.map(async (database) => {
              const { items } = await ownedBy(of, { id, tenant, database }, context);
              return items.map((item) => `${database}: ${nameOf(item)}`);
            }),
          );
          return lists.flat();
        },
      },
    ],
    rehearsal,
    check: (context) => check(system, context),
  });
}

async function serverId({ client, home }: PostgresqlSystem, context: ConnectorContext) {
  const answer = await client.read(
    { database: home, name: 'organisation', text: 'SELECT 1 AS "one"', row: z.object({ one: z.literal(1) }) },
    context,
  );
  return { id: answer.server, evidence: [saw(answer, `server ${answer.server}`)] };
}
