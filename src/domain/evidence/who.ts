import type { Departure } from '../departure.ts';
import type { Level } from './level.ts';
import type { Who } from './report.ts';

/** How a pack names people and things: codes always, names at `full` only. */
export interface Naming {
  level: Level;
  /** The same code for the same value in every pack of an installation, and no way back from it. */
  codeOf(kind: 'person' | 'account' | 'action' | 'task', value: string): string;
}

/** What names something is told at `full` only. */
export function named<Field extends string>(
  { level }: Naming,
  field: Field,
  value: string | undefined,
): { [key in Field]?: string } {
  return level === 'full' && value !== undefined ? ({ [field]: value } as { [key in Field]?: string }) : {};
}

/** A person of the departure; `system` is Relais itself. */
export function whoIs(id: string, departure: Departure, naming: Naming): Who {
  if (id === 'system') return { code: 'relais', roles: ['relais'] };
  const { leaver, manager, requester, cast, people } = departure;
  const roles: Who['roles'] = [];
  if (id === leaver.id) roles.push('leaver');
  if (id === manager) roles.push('manager');
  if (id === requester) roles.push('requester');
  for (const role of ['hr', 'it', 'admin'] as const) if (cast[role].includes(id)) roles.push(role);
  const known = id === leaver.id ? leaver : people[id];
  return {
    code: naming.codeOf('person', id),
    roles: roles.length > 0 ? roles : ['other'],
    ...named(naming, 'name', known?.name),
  };
}

/** The auditor of an invitation, by a code; what they are called stands in no journal. */
export function auditorOf(invitation: string, { codeOf }: Naming): Who {
  return { code: codeOf('person', `auditor/${invitation}`), roles: ['auditor'] };
}
