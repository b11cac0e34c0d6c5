import { atOnce, type Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { unresolvedOf } from '../systems/asked-system.ts';
import type { CompanyRole, PersonId } from './people.ts';
import { isApart } from './wave-membership.ts';

/**
 * The instant from which the leaver and teammates may know; null while that has not come. A voluntary departure is open
 * from its plan on. A confidential one is known once its cut-off has really happened: the clock alone tells nobody,
 * because at the planned hour a confirmation may be missing, or the departure may have been called off.
 */
export function revealedAt(departure: Departure): Instant | null {
  const { flow, dates, toldAt } = departure;
  if (!flow || !dates) return null;
  // Not from its creation on: a clock may be set back.
  if (!flow.confidential) return atOnce;
  if (toldAt !== undefined) return toldAt;
  return flow.cutOff.mode === 'released' ? (departure.released?.at ?? null) : accessEndedFrom(departure, dates);
}

/** For people without any access that is the planned hour, unless it was called off before. */
function accessEndedFrom(departure: Departure, { cutOff }: NonNullable<Departure['dates']>): Instant | null {
  const { status, ended, revocations } = departure;
  // Where there is something to end, `toldAt` says it.
  if (revocations.length + unresolvedOf(departure).length > 0) return null;
  const calledOff = status === 'cancelled' || status === 'retained';
  return calledOff && ended !== null && ended.at < cutOff.at ? null : cutOff.at;
}

/** Whether only those who prepare the departure may know of it by now. */
export function isConfidential(departure: Departure, now: Instant): boolean {
  const from = revealedAt(departure);
  return from === null || from > now;
}

/** Those who prepare the departure and know about it from the start. */
export function isInsider(
  departure: Pick<Departure, 'leaver' | 'requester' | 'manager' | 'cast'>,
  person: PersonId,
): boolean {
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

/**
 * Whether it may be told to this person that the leaver is leaving: what is under way and no secret anybody may run
 * into.
 */
export function mayKnowOf(
  departure: Departure,
  person: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): boolean {
  return maySee(departure, person, now) || (departure.status === 'active' && !isConfidential(departure, now));
}

/** Whether this person may know that the departure exists. */
export function maySee(
  departure: Departure,
  person: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): boolean {
  // What is being erased is there for nobody any more.
  if (departure.erasure !== undefined) return false;
  if (person.id === departure.leaver.id) return departure.status !== 'draft' && !isConfidential(departure, now);
  // A draft is its author's alone. What was thrown away before it was planned stays as unknown as it was.
  if (departure.status === 'draft' || departure.flow === null)
    return person.id === departure.requester || maySeeBegun(departure, person);
  // Whoever leaves with the same wave, whatever role they hold.
  if (isApart(departure, person.id) && isConfidential(departure, now)) return false;
  if (isInsider(departure, person.id) || person.roles.length > 0) return true;
  if (isConfidential(departure, now)) return false;
  return (
    departure.tasks.some((task) => task.status !== 'waiting' && task.assignee === person.id) ||
    departure.tasks.some((task) => task.declines.some((decline) => decline.by === person.id)) ||
    departure.revocations.some((revocation) => revocation.handed?.to === person.id) ||
    departure.keepsake?.asked.includes(person.id) === true ||
    (departure.topics ?? []).some(({ heir, offeredAt }) => heir === person.id && offeredAt !== null) ||
    // Planned only with whoever may know by then.
    (departure.sessions ?? []).some(({ heir }) => heir === person.id)
  );
}

/** A draft that an HR system began is HR's, and the manager's once HR, or the reason itself, lets them know. */
function maySeeBegun(
  { hr, manager }: Departure,
  { id, roles }: { id: PersonId; roles: readonly CompanyRole[] },
): boolean {
  if (!hr?.begun) return false;
  return roles.includes('hr') || roles.includes('admin') || (hr.begun.shared && id === manager);
}
