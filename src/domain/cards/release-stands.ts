import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';
import { specOf } from './card-spec.ts';

/**
 * Which message holds the button of the meeting for this reader: the newest of those that stand with them, so that it
 * is there once. `card`: none does, and every card that tells of it has the button.
 */
export function releaseStandsOn({ posts, alerts }: Departure, reader: PersonId): 'alarm' | 'meeting' | 'card' {
  const standing = posts.flatMap(({ key, ref }) => (ref === null ? [] : (specOf(key) ?? [])));
  const own = standing.filter((spec) => spec.reader === reader);
  const rings = new Set(
    alerts.filter((one) => one.kind === 'unreleased' && one.clearedAt === null).map(({ id }) => id),
  );
  if (own.some(({ card, subject }) => card === 'alert' && rings.has(subject))) return 'alarm';
  return own.some(({ card }) => card === 'meeting') ? 'meeting' : 'card';
}
