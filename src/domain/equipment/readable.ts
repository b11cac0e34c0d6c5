import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { CompanyRole, PersonId } from '../people/people.ts';
import { isInsider, maySee } from '../people/visibility.ts';
import type { Task } from '../tasks/task.ts';
import { equipmentTasks } from './return-state.ts';

/**
 * The things that this person may see: all of them for the leaver and for those who prepare the departure or hold a
 * role, of whoever else what they are to take back. Nothing of a departure that they may not know of.
 */
export function readableThings(
  departure: Departure,
  reader: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): readonly Task[] {
  if (!maySee(departure, reader, now)) return [];
  const things = equipmentTasks(departure);
  return readsAllThings(departure, reader) ? things : things.filter(({ assignee }) => assignee === reader.id);
}

/** Of a departure that they may see. */
export function readsAllThings(
  departure: Departure,
  { id, roles }: { id: PersonId; roles: readonly CompanyRole[] },
): boolean {
  return id === departure.leaver.id || isInsider(departure, id) || roles.length > 0;
}
