import { addressesOf } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import { type SalesforceUser, userFields, userShape } from './salesforce-shapes.ts';
import { active, type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows, soql } from './soql.ts';
import { readUser } from './user-state.ts';

/**
 * Who takes over what the leaver owns: chosen on the walk, else named by the settings, else the manager. Null where
 * nobody is known who is active, or several users carry the address.
 */
export async function heirOf(
  system: SalesforceSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<SalesforceUser | null> {
  const { data } = system.settings;
  if (data === undefined) return null;
  const addresses = heirAddresses(context, data.to, addressesOf);
  for (const address of addresses) {
    const where = soql`WHERE Email = ${address} OR Username = ${address} OR FederationIdentifier = ${address}`;
    const query = `SELECT ${userFields} FROM User ${where}`;
    const { items, evidence } = await rows(system, { query, row: userShape }, context);
    if (!items.every((user) => carries(user, address)))
      throw unproven(
        {
          en: 'asked for who takes over, Salesforce answered about somebody else',
          fr: 'interrogé sur qui reprend, Salesforce a répondu sur quelqu’un d’autre',
        },
        evidence,
      );
    const theirs = items.filter(({ Id, IsActive }) => IsActive && Id !== leaverId);
    const [one] = theirs;
    if (one === undefined || theirs.length > 1) continue;
    const { user, status } = await readUser(system, one.Id, context);
    if (status === active) return user;
  }
  return null;
}

/** Throws `conflict` where whoever was to take over is no active user any more: they may have left since the plan. */
export async function requireActiveHeir(
  system: SalesforceSystem,
  id: string,
  context: ConnectorContext,
): Promise<readonly Evidence[]> {
  const { status, evidence } = await readUser(system, id, context);
  if (status === active) return evidence;
  throw new ConnectorError(
    'conflict',
    {
      en: 'whoever takes over has no active user any more; look at the account anew',
      fr: 'qui reprend n’a plus d’utilisateur actif ; regardez à nouveau le compte',
    },
    { evidence },
  );
}

function carries({ Email, Username, FederationIdentifier }: SalesforceUser, address: string): boolean {
  return [Email, Username, FederationIdentifier].some((each) => each?.toLowerCase() === address.toLowerCase());
}
