import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import { type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows } from './soql.ts';

/**
 * What shows that an empty list is Salesforce's word: whoever may not manage users is told of their own sessions,
 * tokens and assignments alone, and nothing is refused.
 */
export function listsAreTold(system: SalesforceSystem, context: ConnectorContext): Promise<Evidence[]> {
  const lacking = {
    en: 'Relais may not manage users in Salesforce, so an empty list proves nothing',
    fr: 'Relais ne peut pas gérer les utilisateurs dans Salesforce : une liste vide ne prouve rien',
  };
  return mustMay(system, { permission: 'PermissionsManageUsers', words: 'manage users', lacking }, context);
}

/**
 * What shows that a count of none is Salesforce's word: whoever may not see all data is told of what is shared with
 * them alone.
 */
export function recordsAreTold(system: SalesforceSystem, context: ConnectorContext): Promise<Evidence[]> {
  const lacking = {
    en: 'Relais may not see all data in Salesforce, so that it counts no record proves nothing',
    fr: 'Relais ne peut pas voir toutes les données dans Salesforce : ne compter aucun enregistrement ne prouve rien',
  };
  return mustMay(system, { permission: 'PermissionsViewAllData', words: 'see all data', lacking }, context);
}

async function mustMay(
  system: SalesforceSystem,
  { permission, words, lacking }: { permission: string; words: string; lacking: Localized },
  context: ConnectorContext,
): Promise<Evidence[]> {
  const query = `SELECT ${permission} FROM UserPermissionAccess LIMIT 1`;
  const row = z.object({ [permission]: z.boolean() });
  const { items, evidence } = await rows(system, { query, row }, context);
  const isTold = items[0]?.[permission] === true;
  const all = sawAll(evidence, `control: ${isTold ? 'may' : 'may not'} ${words}`);
  if (isTold) return all;
  throw unproven(lacking, all);
}
