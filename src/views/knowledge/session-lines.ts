import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { heirsWithoutSession, mayMeet } from '../../domain/sessions/proposals.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { cut } from '../words/plain.ts';
import { calledName, type Voice } from '../words/voice.ts';
import { sessionItem } from './session-words.ts';

/** How many of them the live card lists. */
const longest = 4;

/** Whether there is anything to say of sessions. */
export function hasSessions(departure: Departure): boolean {
  return (departure.sessions ?? []).length > 0 || heirsWithoutSession(departure).length > 0;
}

/**
 * For the leaver and whoever leads: whom to meet still, and what is ahead. What was held, or called off, stands behind
 * the button.
 */
export function sessionLines(
  departure: Departure,
  { voice, now }: { voice: Voice; now: Instant },
): readonly CardItem[] {
  const heirs = mayMeet(departure, now) ? heirsWithoutSession(departure) : [];
  const names = cut(voice.list(heirs.map((heir) => calledName(departure, heir, voice))), 200);
  const title = voice.t('sessions.title');
  const proposed = item('todo', voice.t('word.open'), voice.t('sessions.toPropose', { names }), {
    action: button(voice, act('sessions.open', departure.id), 'button.open', { about: title }),
  });
  const ahead = (departure.sessions ?? [])
    .filter(({ status }) => status === 'planned')
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((session) => sessionItem(departure, session, { voice, now, to: 'leaver' }));
  return [...(heirs.length > 0 ? [proposed] : []), ...ahead.slice(0, longest)];
}
