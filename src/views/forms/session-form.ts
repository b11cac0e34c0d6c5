import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import type { CalendarEntry, Session } from '../../domain/sessions/session.ts';
import { act } from '../act-names.ts';
import { audienceOf } from '../audience.ts';
import { actions, blocks, button, dialog, facts, note, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { preparation, sessionState, sessionTitles } from '../knowledge/session-words.ts';
import { cut, manyLines } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface SessionReading {
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
  /** The calendars into which Relais looks; what went by mail can only be said to have been sent. */
  readBack: ReadonlySet<string>;
}

/**
 * One session: who, when, what to prepare, in which calendars it stands, what came of it, and what its reader may do.
 */
export function sessionForm(departure: Departure, session: Session, reading: SessionReading): FormView {
  const { reader, now } = reading;
  const voice = voiceFor(reader);
  const { leaver } = departure;
  const state = sessionState(session, now);
  const heir = nameOf(departure, session.heir, voice);
  const names = voice.list([nameOf(departure, leaver.id, voice), heir]);
  const ahead = session.status === 'planned' && session.startsAt > now;
  const { notes, recording, because } = session;
  const view = form(voice, {
    kind: 'session',
    title: 'form.session.title',
    submit: null,
    parts: shown(
      blocks(
        text([{ strong: voice.instant(session.startsAt) }, ` · ${voice.t(`session.state.${state}`)}`]),
        because !== undefined && note(voice.t(`session.off.${because}`, { name: heir })),
        facts(
          [voice.t('session.with'), names],
          [voice.t('session.about'), cut(voice.list(sessionTitles(departure, session, voice)), 900)],
          session.heldAt === null ? null : [voice.t('session.heldAt', { name: heir }), voice.instant(session.heldAt)],
        ),
        ahead && section(voice.t('session.prepare'), ...preparation(departure, session, voice).map(text)),
        section(voice.t('session.calendars'), ...calendarLines(departure, session, { ...reading, voice }).map(text)),
        state === 'to-confirm' && reader.id !== session.heir && note(voice.t('session.notHeld', { name: heir })),
        notes !== null && section(voice.t('session.notes'), { type: 'quote', text: cut(manyLines(notes.text), 3000) }),
        // As text: only addresses of our own become links.
        recording !== null && section(voice.t('session.recording'), text(cut(recording, 2000))),
        sessionActions(departure, session, { ...reading, voice }),
      ),
    ),
  });
  return { ...view, again: act('session.open', departure.id, { target: session.id }) };
}

/** What is over stays there as it was; of what was called off, where it may still stand. */
function calendarLines(
  departure: Departure,
  session: Session,
  { voice, readBack, now }: Pick<SessionReading, 'readBack' | 'now'> & { voice: Voice },
): readonly string[] {
  const { status, sequence, startsAt, calendars } = session;
  if (status === 'held' || startsAt <= now) return [];
  return [departure.leaver.id, session.heir].flatMap((person) => {
    const name = nameOf(departure, person, voice);
    const entry = calendars.find((one) => one.person === person);
    if (status === 'called-off' && (entry?.mayStand !== true || entry.standing === sequence)) return [];
    return calendarLine(entry, session, { name, voice, isRead: readBack.has(entry?.calendar ?? '') });
  });
}

function calendarLine(
  entry: CalendarEntry | undefined,
  { sequence, status }: Session,
  { name, voice, isRead }: { name: string; voice: Voice; isRead: boolean },
): string {
  if (entry?.standing === sequence)
    return voice.t(isRead ? 'session.calendar.kept' : 'session.calendar.sent', { name });
  const failure = entry?.failure?.sequence === sequence ? entry.failure : null;
  if (failure === null) return voice.t('session.calendar.waits', { name });
  const because = voice.localized(failure.because);
  const isOld = status === 'called-off' || entry?.standing != null;
  return failure.retryAt === null
    ? voice.t(isOld ? 'session.calendar.old' : 'session.calendar.failed', { name, because })
    : voice.t(isOld ? 'session.calendar.oldAgain' : 'session.calendar.again', {
        ...{ name, because, when: voice.instant(failure.retryAt) },
      });
}

function sessionActions(
  departure: Departure,
  session: Session,
  { reader, roles, now, voice }: Omit<SessionReading, 'readBack'> & { voice: Voice },
): CardBlock {
  const audience = audienceOf(departure, reader, roles);
  const { id } = departure;
  const isHeir = reader.id === session.heir;
  const leads = audience.requester || audience.manager;
  const steers = departure.status === 'active' && (leads || audience.leaver || isHeir);
  const begun = session.startsAt <= now;
  const isPlanned = session.status === 'planned';
  const on = { target: session.id, seen: session.rev };
  const about = voice.instant(session.startsAt);
  const name = nameOf(departure, session.heir, voice);
  return actions(
    isHeir &&
      isPlanned &&
      begun &&
      button(voice, act('session.held', id, on), 'button.sessionHeld', { style: 'primary', about }),
    begun &&
      session.status !== 'called-off' &&
      (leads || isHeir) &&
      button(voice, act('session.note', id, on), 'button.sessionNotes', { about }),
    steers && isPlanned && !begun && button(voice, act('session.move', id, on), 'button.moveSession', { about }),
    steers &&
      isPlanned &&
      button(voice, act('session.call-off', id, on), 'button.callOffSession', {
        about,
        confirm: dialog(
          voice,
          { title: 'dialog.callOff.title', confirm: 'dialog.callOff.confirm', deny: 'dialog.callOff.deny' },
          voice.t('dialog.callOff.text', { name }),
        ),
      }),
    button(voice, act('sessions.open', id), 'button.backToSessions', { about: voice.t('sessions.title') }),
  );
}
