import type { Departure } from './departure.ts';
import type { CompanyRole, PersonId } from './people.ts';
import { atOnce, type Instant } from './time.ts';

/** The instant from which the leaver and teammates may know; null while that waits for the release click. A voluntary departure is open from its plan on. */
export function revealedAt(departure: Departure): Instant | null {
  const { flow, dates } = departure;
  if (!flow || !dates) return null;
  // Not from its creation on: a clock may be set back.
  if (!flow.confidential) return atOnce;
  return flow.cutOff.mode === 'released' ? (departure.released?.at ?? null) : dates.cutOff.at;
}

export function isConfidential(departure: Departure, now: Instant): boolean {
  const from = revealedAt(departure);
  return from === null || from > now;
}

/** Those who prepare the departure and know about it from the start. */
export function isInsider(departure: Departure, person: PersonId): boolean {
  if (person === departure.leaver.id) return false;
  const { cast } = departure;
  return (
    person === departure.requester ||
    person === departure.manager ||
    cast.hr.includes(person) ||
    cast.it.includes(person) ||
    cast.admin.includes(person)
  );
}

/** Whether this person may know that the departure exists. */
export function maySee(
  departure: Departure,
  person: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): boolean {
  if (person.id === departure.leaver.id) return departure.status !== 'draft' && !isConfidential(departure, now);
  if (departure.status === 'draft')
    return person.id === departure.requester || person.roles.includes('hr') || person.roles.includes('admin');
  if (isInsider(departure, person.id) || person.roles.length > 0) return true;
  if (isConfidential(departure, now)) return false;
  return (
    departure.tasks.some((task) => task.status !== 'waiting' && task.assignee === person.id) ||
    departure.tasks.some((task) => task.declines.some((decline) => decline.by === person.id)) ||
    departure.revocations.some((revocation) => revocation.handed?.to === person.id)
  );
}
