import { z } from 'zod';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { userShape } from './okta-shapes.ts';
import { type OktaSystem, quoted } from './okta-system.ts';
import { wholeList } from './whole-list.ts';

/** By one address, in every attribute that holds one, or by the employee number. */
export type SearchedBy = { address: string } | { employeeNumber: string };

/** Everybody whom Okta's search finds, deactivated users too, over all pages. The index lags a little behind. */
export async function usersBy(system: OktaSystem, by: SearchedBy, context: ConnectorContext) {
  return usersWhere(system, expressionOf(by), context);
}

/** Everybody for whom an expression of Okta's search holds. */
export async function usersWhere(system: OktaSystem, expression: string, context: ConnectorContext) {
  const query = { search: expression };
  return wholeList(system, { path: '/api/v1/users', shape: z.array(userShape), query, limited: true }, context);
}

function expressionOf(by: SearchedBy): string {
  if ('employeeNumber' in by) return `profile.employeeNumber eq ${quoted(by.employeeNumber)}`;
  const { address } = by;
  // Only for e-mail and login it is documented that capitals do not count.
  const second = [...new Set([address, address.toLowerCase()])];
  return [
    `profile.email eq ${quoted(address)}`,
    `profile.login eq ${quoted(address)}`,
    ...second.map((each) => `profile.secondEmail eq ${quoted(each)}`),
  ].join(' or ');
}
