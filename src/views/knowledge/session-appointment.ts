import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { endOf } from '../../domain/sessions/meeting-time.ts';
import type { CalendarEntry, Session } from '../../domain/sessions/session.ts';
import { nameOf, voiceFor } from '../words/voice.ts';
import { preparation } from './session-words.ts';

/** A session as it stands in its reader's calendar: titles of what passes, and nothing of what is written. */
export function appointmentOf(
  departure: Departure,
  session: Session,
  { reader, entry }: { reader: Person; entry: CalendarEntry | undefined },
) {
  const voice = voiceFor(reader);
  const names = { leaver: nameOf(departure, departure.leaver.id, voice), heir: nameOf(departure, session.heir, voice) };
  const isOver = session.status === 'called-off';
  // Whoever heard nothing of it yet is not told that it has moved.
  const news = isOver ? ('over' as const) : entry?.mayStand ? ('moved' as const) : ('new' as const);
  return {
    sequence: session.sequence,
    startsAt: session.startsAt,
    endsAt: endOf(session),
    title: voice.t('session.entryTitle', names),
    description: isOver ? '' : preparation(departure, session, voice).join('\n'),
    news,
    says: voice.t(`session.news.${news}`, { ...names, when: voice.instant(session.startsAt) }),
  };
}
