import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { endOf } from '../../domain/sessions/meeting-time.ts';
import type { Session } from '../../domain/sessions/session.ts';
import { act } from '../act-names.ts';
import { actions, button, item, items, note, section } from '../blocks.ts';
import type { CardBlock, CardItem, ItemIcon } from '../card-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { cut } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { topicTitle } from './topic-words.ts';

/** How a session stands; `to-confirm`: it is over, and its heir has not said that it took place. */
export type SessionState = 'planned' | 'to-confirm' | 'held' | 'called-off';

export function sessionState(session: Session, now: Instant): SessionState {
  return session.status === 'planned' && endOf(session) <= now ? 'to-confirm' : session.status;
}

const icons: Readonly<Record<SessionState, ItemIcon>> = {
  planned: 'waiting',
  'to-confirm': 'todo',
  held: 'done',
  'called-off': 'waived',
};

type About = Pick<Session, 'heir' | 'topicIds' | 'taskIds' | 'minutes'>;

/** What it is about, by the titles of topics and handovers. */
export function sessionTitles(departure: Departure, { topicIds, taskIds }: About, voice: Voice): readonly string[] {
  return [
    ...(departure.topics ?? []).filter(({ id }) => topicIds.includes(id)).map((topic) => topicTitle(topic, voice)),
    ...departure.tasks.filter(({ id }) => taskIds.includes(id)).map((task) => taskTitle(task, voice)),
  ];
}

/** Few enough to be read in one line. */
export function aboutWords(departure: Departure, about: About, voice: Voice): string {
  const titles = sessionTitles(departure, about, voice).map((title) => cut(title, 60));
  return cut(voice.t('sessions.minutes', { minutes: about.minutes, titles: voice.list(titles) }), 300);
}

/**
 * What each of the two does before: the heir reads what is written, the leaver writes what is not, and shows what was
 * handed over.
 */
export function preparation(departure: Departure, session: Session, voice: Voice): readonly string[] {
  const topics = (departure.topics ?? []).filter(({ id }) => session.topicIds.includes(id));
  const tasks = departure.tasks.filter(({ id }) => session.taskIds.includes(id));
  const names = { leaver: nameOf(departure, departure.leaver.id, voice), heir: nameOf(departure, session.heir, voice) };
  const said = (key: 'session.prepareRead' | 'session.prepareWrite' | 'session.prepareShow', titles: string[]) =>
    titles.length === 0 ? [] : [cut(voice.t(key, { ...names, titles: voice.list(titles) }), 600)];
  const titled = (isWritten: boolean) =>
    topics.filter(({ written }) => (written !== null) === isWritten).map((topic) => topicTitle(topic, voice));
  return [
    ...said('session.prepareRead', titled(true)),
    ...said('session.prepareWrite', titled(false)),
    ...said(
      'session.prepareShow',
      tasks.map((task) => taskTitle(task, voice)),
    ),
  ];
}

interface SessionsReading {
  voice: Voice;
  now: Instant;
  to: 'heir' | 'leaver';
}

/** A card is no calendar. */
const mostOnCard = 6;

/** The sessions of one heir, the next first, with the way to all of them. */
export function sessionBlocks(
  departure: Departure,
  sessions: readonly Session[],
  reading: SessionsReading,
): readonly CardBlock[] {
  const { voice } = reading;
  const sorted = sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  if (sorted.length === 0) return [];
  return section(
    voice.t('sessions.title'),
    items(sorted.slice(0, mostOnCard).map((session) => sessionItem(departure, session, reading))),
    sorted.length > mostOnCard && note(voice.t('sessions.more', { count: sorted.length - mostOnCard })),
    actions(button(voice, act('sessions.open', departure.id), 'button.sessions', { about: voice.t('sessions.title') })),
  );
}

/** One line: with whom, when, how it stands, and the way to it. */
export function sessionItem(departure: Departure, session: Session, { voice, now, to }: SessionsReading): CardItem {
  const state = sessionState(session, now);
  const other = to === 'heir' ? departure.leaver.id : session.heir;
  const name = nameOf(departure, other, voice);
  const words = voice.t('sessions.proposal', { name, when: voice.instant(session.startsAt) });
  return item(icons[state], voice.t(`session.state.${state}`), [{ strong: words }], {
    detail: aboutWords(departure, session, voice),
    action:
      state === 'to-confirm' && to === 'heir'
        ? button(
            voice,
            act('session.held', departure.id, { target: session.id, seen: session.rev }),
            'button.sessionHeld',
            { style: 'primary', about: words },
          )
        : button(voice, act('session.open', departure.id, { target: session.id }), 'button.open', { about: words }),
  });
}
