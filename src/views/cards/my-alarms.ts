import { keyOf } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { audienceOf } from '../audience.ts';
import { button, item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { type Alert, isGrave, wordsOf } from './alert-words.ts';

export interface MyAlarm {
  departure: Departure;
  alert: Alert;
}

/** How many lines of alarms a message of something else has. */
const longest = 5;

/**
 * Alarms of access that stand with whoever settles them, or did not reach them, the oldest first: what lies over them
 * later must not hide them. What is only on its way rings by itself.
 */
export function myAlarms(departures: readonly Departure[], reader: Pick<Person, 'id'>): readonly MyAlarm[] {
  return departures
    .filter((departure) => {
      const { it, admin } = audienceOf(departure, reader);
      return it || admin;
    })
    .flatMap((departure) => {
      const rung = new Set(
        departure.posts.flatMap(({ key, ref, unreachable }) => (ref === null && !unreachable ? [] : [key])),
      );
      return departure.alerts
        .filter((alert) => alert.clearedAt === null && isGrave(departure, alert))
        .filter(({ id }) => rung.has(keyOf({ card: 'alert', subject: id, reader: reader.id })))
        .map((alert) => ({ departure, alert }));
    })
    .toSorted((a, b) => a.alert.at.localeCompare(b.alert.at));
}

/** Each with the way to what settles it. */
export function alarmItems(alarms: readonly MyAlarm[], voice: Voice): readonly CardItem[] {
  const more = alarms.length - longest;
  return [
    ...alarms.slice(0, longest).map(({ departure, alert }) => {
      const name = shownName(departure.leaver.name);
      return item(
        'failed',
        voice.t('lead.alert.now'),
        [{ strong: voice.t(`alert.${wordsOf(departure, alert)}.title`) }],
        {
          detail: voice.t('alert.subtitle', { name }),
          action: button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about: name }),
        },
      );
    }),
    ...(more > 0 ? [item('info', '', voice.t('channel.more', { count: more }))] : []),
  ];
}
