import { type AnnouncementVersion, isAnnouncementKey, placeOfKey } from '../../domain/announcement/announcement.ts';
import { announcedFrom } from '../../domain/announcement/told.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** When it is told, and in how many channels. */
export function announcedWhen(
  { flow }: Pick<Departure, 'flow'>,
  { at, places }: Pick<AnnouncementVersion, 'at' | 'places'>,
  voice: Voice,
): string {
  const count = places.length;
  if (at !== null) return voice.t('announcement.at', { when: voice.instant(at), count });
  return voice.t(flow?.confidential ? 'announcement.onceRevealed' : 'announcement.atOnce', { count });
}

/**
 * How it stands with what colleagues are told, for whoever leads the departure; nothing where nobody wrote anything.
 */
export function announcementItems(departure: Departure, voice: Voice, now: Instant): readonly CardItem[] {
  const { announcement, posts, status } = departure;
  if (announcement === undefined || (status !== 'active' && status !== 'completed')) return [];
  const { approved, proposed } = announcement;
  const waits =
    proposed === null
      ? []
      : [item('waiting', voice.t('announcement.waiting'), voice.t('announcement.waits', { role: voice.t('role.hr') }))];
  if (approved === null) return waits;
  const own = posts.filter(({ key }) => isAnnouncementKey(key));
  const lost = own.flatMap(({ ref, unreachable, key }) =>
    ref === null && unreachable !== null
      ? [
          item(
            'failed',
            voice.t('word.unreached'),
            voice.t('announcement.lost', {
              channel: placeOfKey(key.split('|')[1] ?? '')?.channel === 'teams' ? 'Microsoft Teams' : 'Slack',
              reason: cut(oneLine(voice.localized(unreachable)), 200),
            }),
          ),
        ]
      : [],
  );
  const told = own.filter(({ ref }) => ref !== null).length;
  if (told > 0)
    return [
      ...waits,
      ...lost,
      item('done', voice.t('announcement.state.told'), voice.t('announcement.told', { count: told })),
    ];
  const from = announcedFrom(departure);
  const when =
    from === null || isConfidential(departure, now)
      ? voice.t('announcement.onceRevealed', { count: approved.places.length })
      : voice.t('announcement.at', { when: voice.instant(from), count: approved.places.length });
  return [...waits, ...lost, ...(lost.length === 0 ? [item('waiting', voice.t('announcement.waiting'), when)] : [])];
}
