import { newRevocation } from '../actions/new-revocation.ts';
import type { Revocation } from '../actions/revocation.ts';
import type { Departure } from '../departure.ts';
import type { PlannedAction } from '../systems/action.ts';

/**
 * The revocations once a new plan counts. What was begun, or settled by a person, stays whatever the new plan says: its
 * evidence belongs to the departure. What was there before keeps its place, so that the same plan has the same hash.
 */
export function replannedRevocations({ revocations }: Departure, actions: readonly PlannedAction[]): Revocation[] {
  const begun = revocations.filter((one) => one.status !== 'planned');
  const begunIds = new Set(begun.map((one) => one.action.id));
  const place = new Map(revocations.map(({ action }, index) => [action.id, index]));
  const placeOf = (one: Revocation) => place.get(one.action.id) ?? revocations.length;
  const fresh = actions.filter((action) => !begunIds.has(action.id)).map((action) => newRevocation(action));
  return [...begun, ...fresh].toSorted((a, b) => placeOf(a) - placeOf(b));
}
