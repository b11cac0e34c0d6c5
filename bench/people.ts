import type { Person } from '../src/domain/people/people.ts';
import type { WorkspacePerson } from '../src/workspace/company.ts';
import { testPerson } from '../test/support/memory/memory-world.ts';

/** So many invented colleagues with accounts everywhere, all led by the same person. */
export function invented(count: number, managerId: `U${string}` | null = null): WorkspacePerson[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `U0BENCH${index}` as const,
    name: `Colleague ${index}`,
    email: `colleague-${index}@example.com`,
    title: 'Software engineer',
    team: 'Platform',
    locale: 'en' as const,
    timeZone: 'Europe/Paris',
    country: 'FR',
    managerId,
    roles: [],
  }));
}

/** The first so many of them as Relais knows people, to leave. */
export function leavers(count: number): Person[] {
  return invented(count).map(({ id, name, email }) => testPerson(id.toLowerCase(), name, { email, managerId: 'maya' }));
}

/** Whom the sandboxes make their administrator: an organisation without any is not believed. */
export function administrator(): WorkspacePerson {
  const [somebody] = invented(1);
  if (!somebody) throw new Error('one person was asked for');
  return { ...somebody, id: 'U0TOM', name: 'Administrator', email: 'administrator@example.com' };
}
