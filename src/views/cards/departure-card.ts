import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { hasKeepsake } from '../../domain/keepsake/given.ts';
import { mayUndoCancel } from '../../domain/lifecycle/cancel-undone.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import { isTaskOpen } from '../../domain/tasks/task.ts';
import { phaseWords, residualWindows } from '../access/access-state.ts';
import { holdNote } from '../access/hold.ts';
import { releaseBlocks } from '../access/release.ts';
import { act } from '../act-names.ts';
import { type Audience, audienceOf, isInside, leads } from '../audience.ts';
import { actions, blocks, button, dialog, item, items, note, section, text } from '../blocks.ts';
import type { CardAction, CardBlock, CardView } from '../card-view.ts';
import { announcementItems } from '../departure/announcement-words.ts';
import { contactState } from '../departure/contact-blocks.ts';
import { confidentialNote, keyFacts, kindLine, progressBlocks } from '../departure/departure-facts.ts';
import { lateItems, nextItems, untoldItems, waitingItems } from '../departure/departure-items.ts';
import { departureStatus, departureTone, mayComplete } from '../departure/departure-status.ts';
import { draftActions } from '../departure/draft-actions.ts';
import { employedAgainNote } from '../departure/employed-again.ts';
import { erasureBlocks, keptNote } from '../departure/erasure-blocks.ts';
import { hrReason } from '../departure/hr-reason.ts';
import { hasSessions, sessionLines } from '../knowledge/session-lines.ts';
import { countTasks, isLate } from '../tasks/task-state.ts';
import { cut, manyLines, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

interface Reading {
  departure: Departure;
  reader: Person;
  audience: Audience;
  voice: Voice;
  now: Instant;
  name: string;
  /** Relais can write to the leaver at an address once access has ended. */
  byMail: boolean;
  retention: Retention | undefined;
}

/** The one live card of a departure, for whoever steers it: requester, manager, HR. */
export function departureCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  { byMail = false, retention }: { byMail?: boolean; retention?: Retention | undefined } = {},
): CardView {
  const audience = audienceOf(departure, reader);
  if (!isInside(audience)) return notYoursCard(reader);
  const name = shownName(departure.leaver.name);
  const reading = { departure, reader, audience, voice: voiceFor(reader), now, name, byMail, retention };
  switch (departure.status) {
    case 'draft':
      return draftCard(reading);
    case 'active':
      return activeCard(reading);
    case 'completed':
    case 'cancelled':
    case 'retained':
      return endedCard(reading);
  }
}

function draftCard({ departure, voice, name }: Reading): CardView {
  const words = voice.t('departure.draftText');
  return {
    kind: 'departure',
    title: voice.t('departure.title', { name }),
    subtitle: voice.t('departure.subtitleDraft'),
    tone: 'neutral',
    blocks: blocks(text(words), actions(...draftActions(voice, departure.id, name))),
    fallback: voice.t('departure.fallbackDraft', { name }),
  };
}

function activeCard(reading: Reading): CardView {
  const { departure, reader, audience, voice, now, name } = reading;
  const late = departure.tasks.filter((task) => isLate(task, now));
  const { done, total } = countTasks(departure.tasks);
  const complete = mayComplete(departure);
  const tone = departureTone(departure, now);
  // The first of them stands on the first line.
  const [next, ...later] = nextItems(departure, voice, now);
  const windows = residualWindows(departure, now).map(({ label: system, until }) =>
    item('info', voice.t('word.until'), voice.t('departure.residualItem', { system, when: voice.instant(until) })),
  );
  return {
    kind: 'departure',
    title: voice.t('departure.title', { name }),
    subtitle: kindLine(departure, voice),
    tone,
    blocks: blocks(
      departureStatus({ departure, now, voice, tone, complete, next: next?.text ?? null }),
      keyFacts(departure, reader, voice, now),
      isConfidential(departure, now) && note(confidentialNote(departure, voice)),
      holdNote(departure, voice),
      employedAgainNote(departure, voice),
      departure.contact !== undefined && note(voice.t(contactState(departure))),
      progressBlocks(departure, voice),
      releaseBlocks(departure, { audience, voice, now }),
      section(
        voice.t('departure.needsYou'),
        items([...untoldItems(departure, reader, voice), ...waitingItems(departure, audience, voice)]),
      ),
      section(voice.t('announcement.section'), items(announcementItems(departure, voice, now))),
      section(voice.t('departure.late'), items(lateItems(departure, voice, now))),
      leads(audience) && section(voice.t('sessions.title'), items(sessionLines(departure, { voice, now }))),
      section(voice.t('departure.residual'), items(windows)),
      (audience.hr || audience.admin) && keptNote(departure, reading.retention, voice),
      section(voice.t('departure.next'), items(complete ? nextItems(departure, voice, now) : later)),
      leads(audience) && steeringActions(reading, complete),
    ),
    fallback: voice.t('departure.fallback', {
      name,
      done,
      total,
      late: late.length,
      access: phaseWords(departure, voice, now),
    }),
  };
}

function steeringActions(reading: Reading, complete: boolean): CardBlock {
  const { departure, voice, name } = reading;
  const { id, kind, runStartedAt, planHash } = departure;
  const { hr, admin } = reading.audience;
  const stops = runStartedAt === null || hr || admin;
  const about = { about: name };
  const seen = planHash === null ? {} : { seen: planHash };
  return actions(
    complete &&
      button(voice, act('departure.complete', id), 'button.complete', {
        style: 'primary',
        about: name,
        confirm: dialog(
          voice,
          { title: 'dialog.complete.title', confirm: 'dialog.complete.confirm', deny: 'dialog.complete.deny' },
          voice.t('dialog.complete.text', { name }),
        ),
      }),
    button(voice, act('departure.details', id), 'button.details', about),
    button(voice, act('handover.add', id), 'button.addHandover', about),
    dossierButton(reading),
    button(voice, act('equipment.list', id), 'equipment.button', about),
    sessionsButton(reading),
    announcementButton(reading),
    hasKeepsake(departure) && button(voice, act('keepsake.open', id), 'button.keepsake', about),
    runStartedAt === null && button(voice, act('departure.reschedule', id, seen), 'button.changeDates', about),
    stops && button(voice, act('departure.retain', id), 'button.retain', about),
    reading.byMail &&
      kind !== 'internal-move' &&
      (hr || admin) &&
      button(voice, act('contact.open', id), 'contact.button', about),
    holdButton(reading),
    surveyButton(reading),
    stops && button(voice, act('departure.cancel', id), 'button.cancelDeparture', { style: 'danger', about: name }),
  );
}

/** What the leaver knows; as long as nobody wants it, the way to begin it. */
function dossierButton({ departure: { id, dossier }, voice, name }: Reading): CardAction {
  return dossier === undefined
    ? button(voice, act('dossier.begin', id), 'button.beginDossier', { about: name })
    : button(voice, act('dossier.open', id), 'button.dossier', { about: name });
}

/** Where somebody takes something over, or did. */
function sessionsButton({ departure, voice, name }: Reading): CardAction | null {
  if (!hasSessions(departure)) return null;
  return button(voice, act('sessions.open', departure.id), 'button.sessions', { about: name });
}

/** What colleagues are told of it. */
function announcementButton({ departure: { id }, voice, name }: Reading): CardAction {
  return button(voice, act('announcement.open', id), 'button.announcement', { about: name });
}

/** Who may put a hold, see `permissions`; whoever else may answer one hears of it by its alarm. */
function holdButton({ departure, audience, voice, name }: Reading): CardAction | null {
  if (!audience.hr && !audience.admin) return null;
  return button(voice, act('hold.open', departure.id), 'hold.button', { about: name });
}

/** Answers are HR's to read, and not when HR manages the person. */
function surveyButton({ departure, audience, voice, name }: Reading): CardAction | null {
  if (!audience.hr || audience.manager || departure.survey?.answeredAt == null) return null;
  return button(voice, act('survey.results', departure.id), 'button.surveyResults', { about: name });
}

function endedCard(reading: Reading): CardView {
  const { departure, reader, audience, voice, now, name } = reading;
  const { status, ended, id } = departure;
  const when = ended ? voice.instant(ended.at) : '';
  const by = ended?.by ? nameOf(departure, ended.by, voice) : voice.t('word.relais');
  const words =
    status === 'completed'
      ? voice.t('departure.completed', { when })
      : status === 'cancelled'
        ? voice.t('departure.cancelled', { when, name: by })
        : voice.t('departure.retained', { when, name: by, leaver: name });
  const restore = departure.tasks.filter((task) => task.nature === 'restore' && isTaskOpen(task)).length;
  const planned = departure.flow !== null && status !== 'retained';
  // Two ways back side by side would be a question of their own: the one that is exact stands alone for its minute.
  const undoes = status === 'cancelled' && planned && mayUndoCancel(departure, reader.id, now);
  const reopens = planned && !undoes && (audience.manager || audience.hr || audience.it || audience.admin);
  const erases = audience.hr || audience.admin;
  const written = ended?.because ? hrReason(ended.because, voice) : ended?.reason;
  const reason = written ? cut(manyLines(written), 500) : null;
  return {
    kind: 'departure',
    title: voice.t('departure.title', { name }),
    subtitle: kindLine(departure, voice),
    tone: restore > 0 ? 'attention' : status === 'completed' ? 'good' : 'neutral',
    blocks: blocks(
      text(words),
      holdNote(departure, voice),
      employedAgainNote(departure, voice),
      reason !== null && [note(voice.t('departure.reason')), { type: 'quote', text: reason }],
      restore > 0 && text(voice.t('departure.restoreOpen', { count: restore })),
      section(voice.t('departure.late'), items(lateItems(departure, voice, now))),
      erases && erasureBlocks(departure, reader, voice),
      (audience.hr || audience.admin || audience.manager) && keptNote(departure, reading.retention, voice),
      actions(
        undoes && button(voice, act('departure.undo-cancel', id), 'button.undo', { style: 'primary', about: name }),
        button(voice, act('departure.details', id), 'button.details', { about: name }),
        departure.dossier !== undefined && leads(audience) && dossierButton(reading),
        status === 'completed' && leads(audience) && announcementButton(reading),
        holdButton(reading),
        erases &&
          departure.erasureAsked === undefined &&
          button(voice, act('erasure.open', id), 'erasure.open', { about: name }),
        surveyButton(reading),
        reopens && button(voice, act('departure.reopen', id), 'button.reopen', { about: name }),
      ),
    ),
    fallback: voice.t('departure.fallbackEnded', { name, status: voice.t(`status.${status}`) }),
  };
}
