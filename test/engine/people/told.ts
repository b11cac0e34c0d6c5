import type { SourcedRecord } from '../../../src/engine/people/sources/record.ts';
import type { SourcePerson } from '../../../src/engine/ports/people-source.ts';

/** Somebody as a source tells them; only what a test is about has a value. */
export function toldPerson(id: string, more: Partial<SourcePerson> = {}): SourcePerson {
  return {
    ...{ id, name: id, email: `${id}@example.com`, otherEmails: [], employeeNumber: null },
    ...{ managerId: null, managerEmail: null, title: null, team: null },
    ...{ country: null, locale: null, timeZone: null, active: true },
    ...more,
  };
}

export function told(source: string, id: string, more: Partial<SourcePerson> = {}): SourcedRecord {
  return { source, at: '2026-11-01T08:00:00.000Z', missingSince: null, person: toldPerson(id, more) };
}
