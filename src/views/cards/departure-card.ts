import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/card-spec.ts';
import type { Departure } from '../../domain/departure.ts';
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
import type { CardAction, CardBlock, CardItem, CardView } from '../card-view.ts';
import { announcementItems } from '../departure/announcement-words.ts';
import { contactState } from '../departure/contact-blocks.ts';
import { confidentialNote, keyFacts, kindLine, progressBlocks } from '../departure/departure-facts.ts';
import { lateItems, untoldItems, waitingItems } from '../departure/departure-items.ts';
import { departureLead, departureStatus, departureTone, type Lead } from '../departure/departure-status.ts';
import { draftActions } from '../departure/draft-actions.ts';
import { employedAgainNote } from '../departure/employed-again.ts';
import { erasureBlocks, keptNote } from '../departure/erasure-blocks.ts';
import { hrReason } from '../departure/hr-reason.ts';
import { moreActions } from '../departure/more-actions.ts';
import { sessionLines } from '../knowledge/session-lines.ts';
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
  posted: CardSpec | null;
}

/** The one live card of a departure, for whoever steers it: requester, manager, HR. `posted`: see `releaseBlocks`. */
export function departureCard(
  departure: Departure,
  reader: Person,
  now: Instant,
  { byMail = false, retention, posted = null }: Partial<Pick<Reading, 'byMail' | 'retention' | 'posted'>> = {},
): CardView {
  const audience = audienceOf(departure, reader);
  if (!isInside(audience)) return notYoursCard(reader);
  const name = shownName(departure.leaver.name);
  const reading = { departure, reader, audience, voice: voiceFor(reader), now, name, byMail, retention, posted };
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
  const { departure, audience, voice, now, name } = reading;
  const late = departure.tasks.filter((task) => isLate(task, now));
  const { done, total } = countTasks(departure.tasks);
  const tone = departureTone(departure, now);
  const lead = departureLead(departure, voice, now);
  const untold = untoldItems(departure, reading.reader, voice);
  const windows = residualWindows(departure, now).map(({ label: system, until }) =>
    item('info', voice.t('word.until'), voice.t('departure.residualItem', { system, when: voice.instant(until) })),
  );
  return {
    kind: 'departure',
    title: voice.t('departure.title', { name }),
    subtitle: kindLine(departure, voice),
    tone,
    blocks: blocks(
      departureStatus(lead, tone, voice),
      // What the reader has to do comes before everything that only tells.
      releaseBlocks(departure, { ...reading, posted: departure.draft.cardChannel ? null : reading.posted }),
      section(
        voice.t('departure.needsYou'),
        items([...untold.filter(({ action }) => action !== null), ...waitingItems(departure, audience, voice)]),
      ),
      keyFacts(departure, { reader: reading.reader, voice, now, tellsCutOff: lead.tellsCutOff }),
      isConfidential(departure, now) && note(confidentialNote(departure, voice)),
      // Told to whoever cannot do it, too.
      untold.filter(({ action }) => action === null).map((one) => note(one.text)),
      holdNote(departure, voice),
      employedAgainNote(departure, voice),
      departure.contact !== undefined && note(voice.t(contactState(departure))),
      section(voice.t('departure.late'), items(lateItems(departure, voice, now))),
      section(voice.t('announcement.section'), items(announcementItems(departure, voice, now))),
      leads(audience) && section(voice.t('sessions.title'), items(sessionLines(departure, { voice, now }))),
      progressBlocks(departure, voice),
      section(voice.t('departure.residual'), items(windows)),
      (audience.hr || audience.admin) && keptNote(departure, reading.retention, voice),
      section(voice.t('departure.next'), items(laterItems(lead))),
      leads(audience) && steeringActions(reading, lead.state === 'complete'),
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

/** What is to come besides the first line; when access ends stands among the facts. */
function laterItems({ later }: Lead): readonly CardItem[] {
  return later.filter(({ what }) => what !== 'cut-off').map(({ words }) => item('info', '', words));
}

/** What is done most often. Everything else is one press away, each with what it is for. */
function steeringActions(reading: Reading, complete: boolean): CardBlock {
  const { departure, voice, name } = reading;
  const { id, runStartedAt, planHash } = departure;
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
    runStartedAt === null && button(voice, act('departure.reschedule', id, seen), 'button.changeDates', about),
    moreButton(reading),
  );
}

function moreButton(reading: Reading): CardAction | false {
  const { departure, voice, name } = reading;
  return (
    moreActions(reading).length > 0 &&
    button(voice, act('departure.more', departure.id), 'button.more', { about: name })
  );
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
        moreButton(reading),
        reopens && button(voice, act('departure.reopen', id), 'button.reopen', { about: name }),
      ),
    ),
    fallback: voice.t('departure.fallbackEnded', { name, status: voice.t(`status.${status}`) }),
  };
}
