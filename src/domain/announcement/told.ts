import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isHeld } from '../hr/proposal.ts';
import { isConfidential } from '../people/visibility.ts';
import type { Task } from '../tasks/task.ts';
import { leaverHearsFrom, leaverIsAskedFrom } from '../tasks/who-hears.ts';
import { type AnnouncementPlace, isAnnouncementKey, placeKey } from './announcement.ts';

/**
 * From when on what was approved is told, where nothing else stands against it: at the time that was chosen, and not
 * before the leaver has heard of it: of a departure that was a secret by their card, else at the moment that the
 * manager chose for it; who resigned knows. Null while that is not known.
 */
export function announcedFrom(departure: Departure): Instant | null {
  const approved = departure.announcement?.approved ?? null;
  const hears = departure.flow?.confidential ? leaverHearsFrom(departure) : leaverIsAskedFrom(departure);
  if (approved === null || hears === null) return null;
  const chosen = approved.at ?? approved.since;
  return chosen > hears ? chosen : hears;
}

/**
 * The channels in which it should stand now: never while the departure is confidential, whatever was chosen. Where HR
 * says that the person is employed again nothing new is told, and what stands is left until somebody has decided. Of a
 * departure that was called off nothing stands.
 */
export function announcedIn(departure: Departure, now: Instant): readonly AnnouncementPlace[] {
  const { announcement, status, posts } = departure;
  const approved = announcement?.approved ?? null;
  if (approved === null || (status !== 'active' && status !== 'completed')) return [];
  if (isConfidential(departure, now)) return [];
  const from = announcedFrom(departure);
  const isTime = from !== null && from <= now && !isHeld(departure);
  return approved.places.filter((place) => {
    const told = posts.some(
      ({ key, ref }) => ref !== null && isAnnouncementKey(key) && key.split('|')[1] === placeKey(place),
    );
    return isTime || told;
  });
}

/** The handovers that are told of, as far as somebody has taken them over. */
export function announcedHandovers({ announcement, tasks }: Departure, ids?: readonly string[]): readonly Task[] {
  const told = new Set(ids ?? announcement?.approved?.handovers);
  return tasks.filter(
    ({ id, nature, status }) => nature === 'handover' && told.has(id) && (status === 'accepted' || status === 'done'),
  );
}
