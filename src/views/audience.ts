import type { Departure } from '../domain/departure.ts';
import { type CompanyRole, companyRoleSchema, type Person } from '../domain/people/people.ts';

/**
 * What a reader is to one departure, as far as cards care. Whoever leaves is nothing else, whatever they are in the
 * company.
 */
export interface Audience {
  leaver: boolean;
  requester: boolean;
  manager: boolean;
  hr: boolean;
  it: boolean;
  admin: boolean;
}

const stranger: Audience = { leaver: false, requester: false, manager: false, hr: false, it: false, admin: false };

/** Roles default to those the plan was cast with; whoever answers a click passes the roles of the moment. */
export function audienceOf(
  departure: Departure,
  reader: Pick<Person, 'id'>,
  roles: readonly CompanyRole[] = castRoles(departure, reader.id),
): Audience {
  if (reader.id === departure.leaver.id) return { ...stranger, leaver: true };
  return {
    leaver: false,
    requester: reader.id === departure.requester,
    manager: reader.id === departure.manager,
    hr: roles.includes('hr'),
    it: roles.includes('it'),
    admin: roles.includes('admin'),
  };
}

function castRoles(departure: Departure, person: string): readonly CompanyRole[] {
  return companyRoleSchema.options.filter((role) => departure.cast[role].includes(person));
}

/** May steer it: change dates, cancel, complete, add handovers. */
export function leads({ requester, manager, hr, admin }: Audience): boolean {
  return requester || manager || hr || admin;
}

/** May read systems, accounts and calls. */
export function readsAccess({ it, hr, admin }: Audience): boolean {
  return it || hr || admin;
}

/** Knows of it because they prepare it. */
export function isInside(audience: Audience): boolean {
  return leads(audience) || audience.it;
}
