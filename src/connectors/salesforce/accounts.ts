import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { listsAreTold } from './lists-are-told.ts';
import { userFields, userLoginShape, userShape } from './salesforce-shapes.ts';
import { active, frozen, inactive, type SalesforceSystem } from './salesforce-system.ts';
import { rows } from './soql.ts';

const listedUserShape = userShape.extend({
  Title: optional(z.string()),
  UserType: optional(z.string()),
  CreatedDate: optional(z.string()),
});

/**
 * What Salesforce calls users whom a program is, or a customer:
 * https://developer.salesforce.com/docs/platform/object-reference/sforce_api_objects_user.htm
 */
const kindOf = (type: string | undefined) =>
  type === undefined || type === 'Standard'
    ? 'person'
    : /^(AutomatedProcess|CloudIntegrationUser)$/.test(type)
      ? 'service'
      : 'guest';

/**
 * Every user, deactivated and frozen ones too. Whoever may not manage users is told of a part, so that right is asked
 * for.
 */
export async function accounts(system: SalesforceSystem, context: ConnectorContext): Promise<AccountsTold> {
  const sight = await listsAreTold(system, context);
  const query = `SELECT ${userFields}, Title, UserType, CreatedDate FROM User`;
  const users = await rows(system, { query, row: listedUserShape }, context);
  const frozenLogins = 'SELECT Id, UserId, IsFrozen FROM UserLogin WHERE IsFrozen = true';
  const logins = await rows(system, { query: frozenLogins, row: userLoginShape }, context);
  const isFrozen = new Set(logins.items.flatMap(({ UserId, IsFrozen }) => (IsFrozen ? [UserId] : [])));
  return {
    accounts: users.items.map((user): ListedAccount => {
      const status = !user.IsActive ? inactive : isFrozen.has(user.Id) ? frozen : active;
      return listed({
        id: user.Id,
        login: user.Username,
        name: user.Name || null,
        addresses: addressesIn([user.Email, user.Username, user.FederationIdentifier]),
        employeeNumber: user.EmployeeNumber ?? null,
        title: user.Title ?? null,
        status,
        standing: status === active ? 'open' : 'closed',
        kind: kindOf(user.UserType),
        createdAt: instantIn(user.CreatedDate),
        lastUse: instantIn(user.LastLoginDate),
      });
    }),
    evidence: [...sight, ...users.evidence, ...logins.evidence],
  };
}
