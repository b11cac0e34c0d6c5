import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { AccountNow } from '../kit/connector-parts.ts';
import { type SalesforceUser, userFields, userLoginShape, userShape } from './salesforce-shapes.ts';
import { active, frozen, inactive, type SalesforceSystem, unproven } from './salesforce-system.ts';
import { rows, soql } from './soql.ts';

export interface UserNow {
  user: SalesforceUser;
  status: string;
  /** The record that holds whether the user is frozen. */
  loginId: string;
  evidence: readonly Evidence[];
}

/** The user by id. Salesforce deletes no user: one that is not told is not shown to us, which proves nothing. */
export async function readUser(system: SalesforceSystem, id: string, context: ConnectorContext): Promise<UserNow> {
  const query = `SELECT ${userFields} FROM User ${soql`WHERE Id = ${id}`}`;
  const { items, evidence } = await rows(system, { query, row: userShape }, context);
  const login = await userLogin(system, id, context);
  const all = [...evidence, ...login.evidence];
  const [user] = items;
  if (user === undefined || user.Id !== id || login.row === null)
    throw unproven(
      {
        en: 'Salesforce does not show the user, and deletes none: does the right to see all users lack?',
        fr: 'Salesforce ne montre pas l’utilisateur, et n’en supprime aucun : manque-t-il le droit de voir tous les utilisateurs ?',
      },
      all,
    );
  const status = user.IsActive ? (login.row.IsFrozen ? frozen : active) : inactive;
  return { user, status, loginId: login.row.Id, evidence: sawAll(all, `user ${status}`) };
}

async function userLogin(system: SalesforceSystem, id: string, context: ConnectorContext) {
  const query = soql`SELECT Id, UserId, IsFrozen FROM UserLogin WHERE UserId = ${id}`;
  const { items, evidence } = await rows(system, { query, row: userLoginShape }, context);
  return { row: items.find(({ UserId }) => UserId === id) ?? null, evidence };
}

export async function accountNow(
  system: SalesforceSystem,
  account: Account,
  context: ConnectorContext,
): Promise<AccountNow> {
  const { user, status, evidence } = await readUser(system, account.id, context);
  return { account: accountOf(system, { user, status, tenant: account.tenant }), presence: 'there', evidence };
}

export function accountOf(
  { settings }: SalesforceSystem,
  { user, status, tenant }: { user: SalesforceUser; status: string; tenant: string },
): Account {
  return {
    system: settings.id,
    systemLabel: settings.label,
    tenant,
    id: user.Id,
    login: user.Username,
    name: user.Name || null,
    status,
    protectedBecause: null,
  };
}
