import { instantOf } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { refuse } from '../../domain/refusal.ts';
import { suitsAll } from '../../domain/sessions/meeting-time.ts';
import { attendeesOf } from '../../domain/sessions/proposals.ts';
import { readableSessions } from '../../domain/sessions/readable.ts';
import { longestNotes, type Session } from '../../domain/sessions/session.ts';
import type { ActName } from '../../views/act-names.ts';
import { sessionFields } from '../../views/forms/fields.ts';
import { sessionMoveForm, sessionNoteForm } from '../../views/forms/session-edit-forms.ts';
import { sessionForm } from '../../views/forms/session-form.ts';
import { seenOf, sessionsForm } from '../../views/forms/sessions-form.ts';
import { sessionProposals } from '../knowledge/place-session.ts';
import { quietHoursOf } from '../knowledge/quiet-hours.ts';
import type { Reply } from './conversation.ts';
import { doneReply, errorReply, formReply, refusalReply } from './replies.ts';
import { about, command, type Handler, type Turn, textOf } from './turn.ts';

/** Handover sessions: proposed, planned by one click, moved, held, noted. */
export const sessionHandlers = {
  'sessions.open': about(showSessions),
  'session.plan': about(planSession),
  'session.open': onSession((turn, departure, session) => formReply(drawn(turn, departure, session))),
  'session.move': onSession((turn, departure, session) => formReply(sessionMoveForm(departure, session, turn.reader))),
  'session.move.submit': onSession(moveSession),
  'session.call-off': onSession(async (turn, departure, session) => {
    const result = await command(turn, departure.id, { type: 'session.call-off', ...target(turn, session) });
    return result.type === 'done' ? showSessions(turn, result.departure) : refusalReply(turn, result.refusal);
  }),
  'session.held': onSession(async (turn, departure, session) => {
    const result = await command(turn, departure.id, { type: 'session.confirm-held', ...target(turn, session) });
    return result.type === 'done' ? doneReply(turn, 'notice.sessionHeld') : refusalReply(turn, result.refusal);
  }),
  'session.note': onSession((turn, departure, session) => formReply(sessionNoteForm(departure, session, turn.reader))),
  'session.note.submit': onSession(noteSession),
} satisfies Partial<Record<ActName, Handler>>;

/** A session that this person may know of; of any other they hear that there is none. */
function onSession(handle: (turn: Turn, departure: Departure, session: Session) => Promise<Reply> | Reply): Handler {
  return about((turn, departure) => {
    const { reader, roles, now, act } = turn;
    const session = readableSessions(departure, { id: reader.id, roles }, now).find(({ id }) => id === act.ref.target);
    return session ? handle(turn, departure, session) : refusalReply(turn, refuse('not-found').refusal);
  });
}

/** The state of the session that the person saw, not the present one: that is how a stale click is noticed. */
function target(turn: Turn, { id }: Session): { sessionId: string; rev: number } {
  return { sessionId: id, rev: Number(turn.act.ref.seen ?? Number.NaN) };
}

async function showSessions(turn: Turn, departure: Departure): Promise<Reply> {
  const proposals = await sessionProposals(turn.deps, departure);
  return formReply(sessionsForm(departure, { ...turn, proposals }));
}

function drawn(turn: Turn, departure: Departure, session: Session) {
  const { calendars = [] } = turn.deps;
  const readBack = new Set(calendars.filter(({ readsBack }) => readsBack).map(({ id }) => id));
  return sessionForm(departure, session, { ...turn, readBack });
}

/** Exactly what was shown: another time, or another list, is shown first. */
async function planSession(turn: Turn, departure: Departure): Promise<Reply> {
  const { target: heir, seen } = turn.act.ref;
  const proposal = (await sessionProposals(turn.deps, departure)).find((one) => one.heir === heir);
  if (!proposal || proposal.startsAt === null || seenOf(proposal) !== seen)
    return refusalReply(turn, refuse('stale').refusal);
  const session = { ...proposal, startsAt: proposal.startsAt };
  const result = await command(turn, departure.id, { type: 'session.plan', session });
  return result.type === 'done' ? showSessions(turn, result.departure) : refusalReply(turn, result.refusal);
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;

async function moveSession(turn: Turn, departure: Departure, session: Session): Promise<Reply> {
  const { reader, voice } = turn;
  const date = textOf(turn, sessionFields.day) ?? '';
  const time = textOf(turn, sessionFields.time) ?? '';
  if (!dayPattern.test(date) || Number.isNaN(Date.parse(date)))
    return { type: 'errors', errors: { [sessionFields.day]: voice.t('page.notADay') } };
  if (!timePattern.test(time)) return { type: 'errors', errors: { [sessionFields.time]: voice.t('page.notATime') } };
  const startsAt = instantOf(date, time, reader.timeZone);
  if (!(await isLeftAlone(turn, departure, { ...session, startsAt })))
    return { type: 'errors', errors: { [sessionFields.time]: voice.t('session.quiet') } };
  const result = await command(turn, departure.id, { type: 'session.move', ...target(turn, session), startsAt });
  if (result.type === 'refused') return errorReply(turn, sessionFields.day, result.refusal);
  return formReply(drawn(turn, result.departure, sessionOf(result.departure, session)));
}

/** Whether it lies in nobody's own quiet hours; whether it lies in working hours is said by the decision. */
async function isLeftAlone({ deps }: Turn, departure: Departure, meeting: Session): Promise<boolean> {
  const quiet = await quietHoursOf(deps, [departure.leaver.id, meeting.heir]);
  const without = attendeesOf(departure, meeting.heir, new Map());
  const attendees = attendeesOf(departure, meeting.heir, quiet);
  if (without === null || attendees === null || !suitsAll(meeting, without, deps.calendar)) return true;
  return suitsAll(meeting, attendees, deps.calendar);
}

async function noteSession(turn: Turn, departure: Departure, session: Session): Promise<Reply> {
  const notes = textOf(turn, sessionFields.notes)?.slice(0, longestNotes) ?? null;
  const recording = textOf(turn, sessionFields.recording);
  if (recording !== null && !isAddress(recording))
    return { type: 'errors', errors: { [sessionFields.recording]: turn.voice.t('session.badAddress') } };
  const one = { type: 'session.note', ...target(turn, session), notes, recording } as const;
  const result = await command(turn, departure.id, one);
  if (result.type === 'refused') return errorReply(turn, sessionFields.notes, result.refusal);
  return formReply(drawn(turn, result.departure, sessionOf(result.departure, session)));
}

function isAddress(text: string): boolean {
  return text.length <= 2000 && URL.canParse(text) && new URL(text).protocol === 'https:';
}

function sessionOf({ sessions = [] }: Departure, before: Session): Session {
  return sessions.find(({ id }) => id === before.id) ?? before;
}
