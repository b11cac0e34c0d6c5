import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { Flow } from '../flow/flow.ts';
import type { CompanyRole, PersonId } from '../people/people.ts';
import { quorum } from './approval.ts';

type Confirmers = Flow['confirmation']['confirmers'];
type Cast = Departure['cast'];

/** A role for which the people are missing: how many it asks for, and who of its holders counts. */
export interface Unreachable {
  role: CompanyRole;
  needed: number;
  able: readonly PersonId[];
}

/**
 * The first role of a flow's quorum that these people cannot fill, each counting once over all roles; null when they
 * can fill every one. `out`: the requester and the leaver, who never count.
 */
export function unreachable(confirmers: Confirmers, cast: Cast, out: ReadonlySet<PersonId>): Unreachable | null {
  const holders = (role: CompanyRole) => cast[role].filter((id) => !out.has(id));
  const seats = confirmers.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
  /** Who sits where so far; a person is moved to another seat of theirs when that makes room. */
  const seatOf = new Map<PersonId, number>();
  const fill = (seat: number, role: CompanyRole, tried: Set<PersonId>): boolean => {
    for (const id of holders(role)) {
      if (tried.has(id)) continue;
      tried.add(id);
      const before = seatOf.get(id);
      const other = before === undefined ? undefined : seats[before];
      if (before !== undefined && other !== undefined && !fill(before, other, tried)) continue;
      seatOf.set(id, seat);
      return true;
    }
    return false;
  };
  for (const [seat, role] of seats.entries())
    if (!fill(seat, role, new Set())) {
      const needed = confirmers.filter((one) => one.role === role).reduce((sum, { count }) => sum + count, 0);
      return { role, needed, able: holders(role) };
    }
  return null;
}

/**
 * In which role this person's confirmation counts: one that is still missing, and if they hold several, one that leaves
 * the others to be filled by the people who are left. Null when no role of theirs is missing.
 */
export function roleToFill(
  state: Departure,
  actor: { id: PersonId; roles: readonly CompanyRole[] },
  now: Instant,
): CompanyRole | null {
  const asked = quorum(state, now).map(({ role, needed, given }) => ({ role, count: needed - given.length, given }));
  const mine = asked.filter(({ role, count }) => count > 0 && actor.roles.includes(role)).map(({ role }) => role);
  const confirmed = asked.flatMap(({ given }) => given.map(({ by }) => by));
  const out = new Set([state.requester, state.leaver.id, actor.id, ...confirmed]);
  const leavesRoom = (mineNow: CompanyRole) => {
    const rest = asked.map(({ role, count }) => ({ role, count: role === mineNow ? count - 1 : count }));
    return unreachable(rest, state.cast, out) === null;
  };
  return mine.find(leavesRoom) ?? mine[0] ?? null;
}
