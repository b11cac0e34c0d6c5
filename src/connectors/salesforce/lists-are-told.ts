import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows } from './soql.ts';

const permissionShape = z.object({ PermissionsManageUsers: z.boolean() });

/**
 * What shows that an empty list is Salesforce's word: whoever may not manage users is told of their own sessions, tokens and assignments alone,
 * and nothing is refused.
 */
export async function listsAreTold(system: SalesforceSystem, context: ConnectorContext): Promise<Evidence[]> {
  const query = 'SELECT PermissionsManageUsers FROM UserPermissionAccess LIMIT 1';
  const { items, evidence } = await rows(system, { query, row: permissionShape }, context);
  const isTold = items[0]?.PermissionsManageUsers === true;
  const all = sawAll(evidence, `control: ${isTold ? 'may' : 'may not'} manage users`);
  if (isTold) return all;
  throw unproven(
    {
      en: 'Relais may not manage users in Salesforce, so an empty list proves nothing',
      fr: 'Relais ne peut pas gérer les utilisateurs dans Salesforce : une liste vide ne prouve rien',
    },
    all,
  );
}
