import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { itemOf } from '../../domain/equipment/return-state.ts';
import { accessPhase, phaseWords, waivedCount } from '../access/access-state.ts';
import { holdAlertWords, holdOfAlert } from '../access/hold.ts';
import { blocks, facts, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { contactState } from '../departure/contact-blocks.ts';
import { erasureAskedWords } from '../departure/erasure-blocks.ts';
import { lostWords } from '../equipment/lost-thing.ts';
import { taskOfAlert } from '../equipment/remote-actions.ts';
import { remoteWords } from '../equipment/return-words.ts';
import { taskMark } from '../tasks/task-state.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { type Alert, latestUse, subjectOf, wordsOf } from './alert-words.ts';

/**
 * What was wrong, told as past, and what is true by now: a sentence in the present would say the opposite of its tick.
 */
export function settledAlertCard(
  departure: Departure,
  alert: Alert,
  { now, voice }: { now: Instant; voice: Voice },
): CardView {
  const title = voice.t(`alert.${wordsOf(departure, alert)}.past`);
  const what = subjectOf(departure, alert, voice);
  const state = stateNow(departure, alert, { now, voice });
  const settled = clearedWords(departure, alert, { good: state.good, now, voice });
  const usedAt = latestUse(departure, alert);
  return {
    kind: 'alert',
    title,
    subtitle: voice.t('alert.subtitle', { name: shownName(departure.leaver.name) }),
    tone: state.good && !overtaken(departure, alert) ? 'good' : 'neutral',
    blocks: blocks(
      text(settled),
      facts(
        [voice.t('alert.since'), voice.instant(alert.at)],
        what === '' || what === state.words ? null : [voice.t('alert.about'), what],
        usedAt === null ? null : [voice.t('alert.lastUse'), voice.instant(usedAt)],
        [voice.t('alert.now'), state.words],
      ),
    ),
    fallback: `${title}. ${settled}`,
  };
}

/**
 * What became of it, and whether that is good: an alarm also goes when the departure stops, or somebody lets access
 * stand.
 */
function stateNow(
  departure: Departure,
  { kind, subject }: Alert,
  { now, voice }: { now: Instant; voice: Voice },
): { words: string; good: boolean } {
  if (kind === 'unassigned') {
    const task = departure.tasks.find(({ id }) => id === subject);
    if (!task) return { words: voice.t('word.formerTask'), good: false };
    return { words: taskMark(task, now, voice).state, good: task.status === 'accepted' || task.status === 'done' };
  }
  if (kind === 'contact-open') {
    const good = departure.contact?.confirmedAt !== undefined;
    return { words: voice.t(contactState(departure)), good };
  }
  if (kind === 'hold-waits' || kind === 'hold-review') {
    const hold = holdOfAlert(departure, subject);
    return { words: hold ? holdAlertWords(departure, hold, voice) : voice.t('alert.holdNone'), good: false };
  }
  if (kind === 'erasure-waits')
    return { words: erasureAskedWords(departure, voice) ?? voice.t('alert.erasureNone'), good: false };
  if (kind === 'remote-waits') {
    const task = taskOfAlert(departure, subject);
    const words = task && remoteWords(departure, itemOf(departure, task), voice);
    return { words: words ?? voice.t('equipment.remoteNone'), good: false };
  }
  if (kind === 'thing-lost') {
    const task = taskOfAlert(departure, subject);
    return { words: task ? lostWords(departure, task, voice) : voice.t('word.formerTask'), good: false };
  }
  // What became of a mail nobody knows.
  if (kind === 'mail-returned') return { words: voice.t('alert.mailReturnedNow'), good: false };
  if (departure.status === 'cancelled' || departure.status === 'retained')
    return { words: voice.t(`status.${departure.status}`), good: false };
  const phase = accessPhase(departure, now);
  const good =
    phase === 'confirmed' || phase === 'armed' || (phase === 'settled' && waivedCount(departure.revocations) === 0);
  return { words: voice.t('alert.nowAccess', { state: phaseWords(departure, voice, now) }), good };
}

/**
 * The warning ahead of a cut-off is over when the cut-off has come, whether or not anybody confirmed; then it must not
 * say that all is well.
 */
function overtaken({ dates }: Departure, { subject, clearedAt }: Alert): boolean {
  return subject === 'soon' && clearedAt !== null && dates !== null && clearedAt >= dates.cutOff.at;
}

/** "Settled" only where what is true now is good: the end of one alarm is not the end of what is open. */
function clearedWords(
  departure: Departure,
  alert: Alert,
  { good, now, voice }: { good: boolean; now: Instant; voice: Voice },
): string {
  const when = voice.instant(alert.clearedAt ?? now);
  if (overtaken(departure, alert)) return voice.t('alert.overtaken', { when });
  if (good) return voice.t('alert.cleared', { when });
  const aboutAccess = ![
    'unassigned',
    'contact-open',
    'mail-returned',
    'hold-waits',
    'hold-review',
    'erasure-waits',
    'remote-waits',
    'thing-lost',
  ].includes(alert.kind);
  const waits = aboutAccess && departure.status === 'active' && waitsForPerson(departure, now);
  return voice.t(waits ? 'alert.overAndWaits' : 'alert.over', { when });
}

function waitsForPerson(departure: Departure, now: Instant): boolean {
  const phase = accessPhase(departure, now);
  const failed = departure.revocations.some(({ status }) => status === 'failed');
  return failed || ['attention', 'unresolved', 'overdue', 'to-confirm', 'held'].includes(phase);
}
