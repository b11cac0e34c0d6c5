import type { Person } from '../../src/domain/people/people.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';

/** Somebody of the invented company, as the directory would tell of them. */
export function personOf(who: WorkspacePerson): Person {
  const { id, name, email, title, team, managerId, locale, timeZone, country } = who;
  return { id, name, email, title, team, managerId, locale, timeZone, country, photoUrl: null, handles: {} };
}

export function colleague(id: WorkspacePerson['id']): WorkspacePerson {
  const found = company.find((each) => each.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}
