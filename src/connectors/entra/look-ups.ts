import type { AnsweredUser } from './entra-shapes.ts';
import { quoted } from './entra-system.ts';

/** An attribute by which somebody is looked up, how Graph is asked for it, and what it holds of a user. */
export interface LookUp {
  attribute: string;
  clause(value: string): string;
  /** Values by which this look-up finds the user. */
  values(user: Identified): readonly string[];
}

export type Identified = Pick<
  AnsweredUser,
  'userPrincipalName' | 'mail' | 'proxyAddresses' | 'otherMails' | 'employeeId' | 'userType'
>;

const smtp = /^smtp:/i;

/** The attributes that hold an address. */
export const addressLookUps: readonly LookUp[] = [
  {
    attribute: 'userPrincipalName',
    clause: (value) => `userPrincipalName eq ${quoted(value)}`,
    values: ({ userPrincipalName }) => (userPrincipalName ? [userPrincipalName] : []),
  },
  {
    attribute: 'mail',
    clause: (value) => `mail eq ${quoted(value)}`,
    values: ({ mail }) => (mail ? [mail] : []),
  },
  {
    attribute: 'proxyAddresses',
    clause: (value) => `proxyAddresses/any(p:p eq ${quoted(`smtp:${value}`)})`,
    values: ({ proxyAddresses }) =>
      (proxyAddresses ?? []).filter((each) => smtp.test(each)).map((each) => each.replace(smtp, '')),
  },
  {
    attribute: 'otherMails',
    clause: (value) => `otherMails/any(p:p eq ${quoted(value)})`,
    values: ({ otherMails }) => otherMails ?? [],
  },
];

export const employeeLookUp: LookUp = {
  attribute: 'employeeId',
  clause: (value) => `employeeId eq ${quoted(value)}`,
  values: ({ employeeId }) => (employeeId ? [employeeId] : []),
};

/**
 * An advanced query, which serves these clauses in every tenant: https://learn.microsoft.com/graph/aad-advanced-queries
 */
export function advancedQuery(clauses: readonly string[]) {
  return {
    path: '/users',
    query: { $filter: clauses.join(' or '), $count: true, $select: 'id' },
    headers: { ConsistencyLevel: 'eventual' },
  };
}

/**
 * Graph minds no capitals. An address is asked for as it is written and in small letters, in case a tenant’s index
 * does.
 */
export function clausesFor(address: string): readonly string[] {
  const spellings = [...new Set([address, address.toLowerCase()])];
  return addressLookUps.flatMap(({ clause }) => spellings.map(clause));
}
