import type { Departure } from '../departure.ts';
import type { ChannelId, PersonId } from '../people/people.ts';
import { specOf } from './card-spec.ts';
import { isReached } from './reached.ts';

/** The message that holds the button of the meeting, and where it is read. */
interface ReleaseStands {
  on: 'alarm' | 'meeting';
  channel: ChannelId;
}

/**
 * Which message holds the button of the meeting for this reader: the newest of those that reached them, so that it is
 * there once. Null: none did, and every card that tells of it has the button.
 */
export function releaseStandsOn({ posts, alerts }: Departure, reader: PersonId): ReleaseStands | null {
  const own = posts.flatMap((post) => {
    const spec = specOf(post.key);
    return spec?.reader === reader && post.ref !== null && isReached(post) ? [{ spec, channel: post.ref.channel }] : [];
  });
  const rings = new Set(
    alerts.filter((one) => one.kind === 'unreleased' && one.clearedAt === null).map(({ id }) => id),
  );
  const alarm = own.find(({ spec }) => spec.card === 'alert' && rings.has(spec.subject));
  if (alarm) return { on: 'alarm', channel: alarm.channel };
  const meeting = own.findLast(({ spec }) => spec.card === 'meeting');
  return meeting ? { on: 'meeting', channel: meeting.channel } : null;
}
