import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { userShape } from './google-shapes.ts';
import { type GoogleSystem, myCustomer } from './google-system.ts';
import { wholeList } from './whole-list.ts';

/** By one address, aliases included, or by the employee number. */
export type SearchedBy = { address: string } | { employeeNumber: string };

/**
 * Everybody whom Google's search finds, suspended users too.
 * https://developers.google.com/admin-sdk/directory/v1/guides/search-users
 */
export async function usersBy(system: GoogleSystem, by: SearchedBy, context: ConnectorContext) {
  const expression = 'address' in by ? `email=${quoted(by.address)}` : `externalId=${quoted(by.employeeNumber)}`;
  return usersWhere(system, expression, context);
}

/** Everybody for whom an expression of Google's search holds. */
export async function usersWhere(system: GoogleSystem, expression: string, context: ConnectorContext) {
  const query = { customer: myCustomer, query: expression, projection: 'full', maxResults: 500 };
  return wholeList(system.http, { path: '/admin/directory/v1/users', name: 'users', item: userShape, query }, context);
}

/** A value as Google's search takes it: in single quotes, with a backslash before one inside. */
function quoted(value: string): string {
  return `'${value.replaceAll(/[\\']/g, (each) => `\\${each}`)}'`;
}
