import { localDate, localTime } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { longestNotes, type Session } from '../../domain/sessions/session.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { sessionFields } from './fields.ts';
import { dateField, form, shown, textField, timeField } from './form-parts.ts';

/** Another time for a session, on its reader's clock. */
export function sessionMoveForm(departure: Departure, session: Session, reader: Person): FormView {
  const voice = voiceFor(reader);
  const { timeZone } = reader;
  return form(voice, {
    kind: 'session-move',
    title: 'form.sessionMove.title',
    submit: {
      label: 'form.sessionMove.submit',
      act: act('session.move.submit', departure.id, { target: session.id, seen: session.rev }),
    },
    parts: [
      shown(text([{ strong: namedSession(departure, session, voice) }])),
      dateField(
        voice,
        { id: sessionFields.day, label: 'session.field.day', hint: voice.t('session.hint.day') },
        localDate(session.startsAt, timeZone),
      ),
      timeField(
        voice,
        { id: sessionFields.time, label: 'session.field.time' },
        localTime(session.startsAt, timeZone),
        timeZone,
      ),
    ],
  });
}

/** What was said in it, and where it was recorded. */
export function sessionNoteForm(departure: Departure, session: Session, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'session-notes',
    title: 'form.sessionNotes.title',
    submit: {
      label: 'form.sessionNotes.submit',
      act: act('session.note.submit', departure.id, { target: session.id, seen: session.rev }),
    },
    parts: [
      shown(text([{ strong: namedSession(departure, session, voice) }])),
      textField(
        voice,
        {
          id: sessionFields.notes,
          label: 'session.field.notes',
          hint: voice.t('session.hint.notes'),
          required: false,
        },
        { multiline: true, max: longestNotes, initial: session.notes?.text ?? null },
      ),
      textField(
        voice,
        {
          id: sessionFields.recording,
          label: 'session.field.recording',
          hint: voice.t('session.hint.recording'),
          required: false,
        },
        { max: 2000, initial: session.recording },
      ),
    ],
  });
}

function namedSession(departure: Departure, session: Session, voice: Voice): string {
  const name = nameOf(departure, session.heir, voice);
  return voice.t('sessions.proposal', { name, when: voice.instant(session.startsAt) });
}
