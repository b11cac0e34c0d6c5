import type { Instant } from '../../domain/calendar/time.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { uncheckedOf } from '../../domain/run/unchecked.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { accessReading } from '../access/access-reading.ts';
import { accessPhase, actionLine, phaseWords, waivedCount } from '../access/access-state.ts';
import { adoptButtons } from '../access/adopt-tenant.ts';
import { isOpenAgain, waitingBlocks } from '../access/appeared.ts';
import { acceptedBlocks, failureBlocks, manualBlocks, unprovenBlocks } from '../access/open-actions.ts';
import { releaseBlocks } from '../access/release.ts';
import { setAsideButtons } from '../access/set-aside.ts';
import { systemLabelOf } from '../access/system-label.ts';
import { unresolvedWords } from '../access/unresolved-words.ts';
import { accountOfAlert, lastUseOf } from '../access/uses.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads, readsAccess } from '../audience.ts';
import { actions, blocks, button, facts, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { taskMark, taskTitle } from '../tasks/task-state.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

type Alert = Departure['alerts'][number];

/** Something that must not stay as it is: access that came back, an account that was used, a cut-off that passed unconfirmed. */
export function alertCard(departure: Departure, alert: Alert, reader: Person, now: Instant): CardView {
  const audience = audienceOf(departure, reader);
  // Those who lead hear what they can settle; systems and accounts stay with HR and IT.
  const forLeads = ['unassigned', 'cut-off-unconfirmed', 'unreleased'].includes(alert.kind);
  const reads = readsAccess(audience);
  if (!maySee(departure, { id: reader.id, roles: [] }, now) || !(reads || (forLeads && leads(audience))))
    return notYoursCard(reader);
  const voice = voiceFor(reader);
  const grave = isGrave(departure, alert);
  const name = shownName(departure.leaver.name);
  const when = departure.dates ? voice.zoned(departure.dates.cutOff) : '';
  const key = wordsOf(departure, alert);
  const problem = unresolvedOf(departure).find(
    ({ system }) => alert.kind === 'plan-unresolved' && system === alert.subject,
  );
  const reason = problem?.reason ?? uncheckedReason(departure, alert);
  const account = alert.kind === 'activity' ? accountOfAlert(departure, alert) : undefined;
  const usedAt = account ? lastUseOf(account) : null;
  const words = voice.t(`alert.${key}.text`, { name, when, what: subjectOf(departure, alert, voice) });
  if (alert.clearedAt !== null) return settledCard(departure, alert, { now, voice });
  return {
    kind: 'alert',
    title: voice.t(`alert.${key}.title`),
    subtitle: voice.t('alert.subtitle', { name }),
    tone: grave ? 'danger' : 'attention',
    blocks: blocks(
      text(words),
      facts(
        [voice.t('alert.since'), voice.instant(alert.at)],
        usedAt !== null ? [voice.t('alert.lastUse'), voice.instant(usedAt)] : null,
        reason !== null ? [voice.t('alert.because'), cut(unresolvedWords(reason, voice), 400)] : null,
      ),
      wayForward(departure, alert, { reader, now, voice, reads }),
    ),
    fallback: words,
  };
}

/** What was wrong, told as past, and what is true by now: a sentence in the present would say the opposite of its tick. */
function settledCard(departure: Departure, alert: Alert, { now, voice }: { now: Instant; voice: Voice }): CardView {
  const title = voice.t(`alert.${wordsOf(departure, alert)}.past`);
  const what = subjectOf(departure, alert, voice);
  const settled = clearedWords(departure, alert, voice) ?? '';
  const state = stateNow(departure, alert, { now, voice });
  return {
    kind: 'alert',
    title,
    subtitle: voice.t('alert.subtitle', { name: shownName(departure.leaver.name) }),
    tone: state.good && !overtaken(departure, alert) ? 'good' : 'neutral',
    blocks: blocks(
      text(settled),
      facts([voice.t('alert.since'), voice.instant(alert.at)], what === '' ? null : [voice.t('alert.about'), what], [
        voice.t('alert.now'),
        state.words,
      ]),
    ),
    fallback: `${title}. ${settled}`,
  };
}

/** What became of it, and whether that is good: an alarm also goes when the departure stops, or somebody lets access stand. */
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
  if (departure.status === 'cancelled' || departure.status === 'retained')
    return { words: voice.t(`status.${departure.status}`), good: false };
  const phase = accessPhase(departure, now);
  const good =
    phase === 'confirmed' || phase === 'armed' || (phase === 'settled' && waivedCount(departure.revocations) === 0);
  return { words: voice.t('alert.nowAccess', { state: phaseWords(departure, voice, now) }), good };
}

/** The warning ahead of a cut-off is over when the cut-off has come, whether or not anybody confirmed; then it must not say that all is well. */
function overtaken({ dates }: Departure, { subject, clearedAt }: Alert): boolean {
  return subject === 'soon' && clearedAt !== null && dates !== null && clearedAt >= dates.cutOff.at;
}

function clearedWords(departure: Departure, alert: Alert, voice: Voice): string | null {
  if (alert.clearedAt === null) return null;
  const when = voice.instant(alert.clearedAt);
  return voice.t(overtaken(departure, alert) ? 'alert.overtaken' : 'alert.cleared', { when });
}

/** Which texts of the catalogue say it. */
function wordsOf(departure: Departure, { kind, subject }: Alert) {
  if (kind === 'cut-off-unconfirmed' && subject === 'soon') return 'cut-off-soon';
  if (kind === 'cut-off-unconfirmed' && subject === 'restored') return 'cut-off-restored';
  if (kind === 'appeared' && isOpenAgain(departure)) return 'open-again';
  // Before the run nobody has lost anything yet; from then on it is access that may be open.
  if (kind === 'plan-unresolved' && departure.runStartedAt !== null) return 'run-unresolved';
  const isLeftOut = departure.systems.some(({ system, setAside }) => system === subject && setAside !== undefined);
  return kind === 'plan-unresolved' && isLeftOut ? 'left-out' : kind;
}

/** Whether access stands open that should not; the others only wait for somebody. */
function isGrave({ runStartedAt }: Departure, { kind, subject }: Alert): boolean {
  if (kind === 'plan-unresolved') return runStartedAt !== null;
  return (
    kind !== 'unassigned' &&
    kind !== 'proof-waits' &&
    kind !== 'unchecked' &&
    subject !== 'soon' &&
    subject !== 'restored'
  );
}

/** Why an account cannot be checked; null for other alerts, and once it could be. */
function uncheckedReason(departure: Departure, { kind, subject }: Alert): string | null {
  if (kind !== 'unchecked') return null;
  const account = departure.accounts.find(({ system, id }) => `${system}/${id}` === subject);
  return account ? (uncheckedOf(departure, { system: account.system, accountId: account.id })?.reason ?? null) : null;
}

/** What the alert is about, in words people know. */
function subjectOf(departure: Departure, alert: Alert, voice: Voice): string {
  const { kind, subject } = alert;
  switch (kind) {
    case 'residual-access':
    case 'proof-waits': {
      const action = departure.revocations.find((one) => one.action.id === subject)?.action;
      return action ? actionLine(action, voice) : systemLabelOf(departure, systemIn(subject), voice);
    }
    case 'activity':
    case 'unchecked':
    case 'action-failed':
    case 'account-open': {
      const account = accountOfAlert(departure, alert);
      if (!account) return systemLabelOf(departure, systemIn(subject), voice);
      return `${oneLine(account.systemLabel)}, ${oneLine(account.login)}`;
    }
    case 'unassigned': {
      const task = departure.tasks.find((one) => one.id === subject);
      return task ? taskTitle(task, voice) : voice.t('word.formerTask');
    }
    case 'plan-unresolved':
      return systemLabelOf(departure, subject, voice);
    case 'appeared':
      return voice.list([...new Set(uncovered(departure).map(({ action }) => oneLine(action.systemLabel)))]);
    case 'cut-off-unconfirmed':
    case 'unreleased':
      return '';
  }
}

/** Actions and accounts are named by their system first. */
function systemIn(subject: string): string {
  return subject.split('/')[0] ?? subject;
}

function wayForward(
  departure: Departure,
  { id, kind, subject }: Alert,
  { reader, now, voice, reads }: { reader: Person; now: Instant; voice: Voice; reads: boolean },
): CardBlock | readonly CardBlock[] {
  const about = shownName(departure.leaver.name);
  switch (kind) {
    case 'unassigned': {
      const task = departure.tasks.find((one) => one.id === subject);
      if (!task) return actions(button(voice, act('departure.open', departure.id), 'button.open', { about }));
      const on = { target: task.id, seen: task.rev };
      return actions(
        button(voice, act('task.reassign', departure.id, on), 'button.nameSomeone', {
          style: 'primary',
          about: taskTitle(task, voice),
        }),
      );
    }
    case 'plan-unresolved':
      return actions(
        button(voice, act('access.replan', departure.id), 'button.askAgain', { style: 'primary', about }),
        ...adoptButtons(departure, subject, { reader, voice }),
        ...setAsideButtons(departure, subject, { reader, voice }),
        button(voice, act('access.review', departure.id), 'button.review', { about }),
      );
    case 'action-failed':
    case 'account-open': {
      // The buttons stand on the very message that rings.
      const reading = accessReading(departure, reader, now);
      const own = departure.revocations.filter(({ action }) => `${action.system}/${action.accountId}` === subject);
      return [
        ...failureBlocks(reading, own),
        ...manualBlocks(reading, own),
        ...acceptedBlocks(reading, own),
        ...unprovenBlocks(reading, own),
        actions(button(voice, act('access.review', departure.id), 'button.review', { about })),
      ];
    }
    case 'appeared':
      // The message itself says that it appeared.
      return reads ? waitingBlocks(accessReading(departure, reader, now)) : [];
    case 'activity':
    case 'unchecked':
      return actions(
        button(voice, act('alert.acknowledge', departure.id, { target: id }), 'button.acknowledge', {
          style: 'primary',
          about,
        }),
        button(voice, act('access.review', departure.id), 'button.review', { about }),
      );
    case 'unreleased':
      return [
        ...releaseBlocks(departure, { audience: audienceOf(departure, reader), voice, now }),
        actions(button(voice, act('departure.open', departure.id), 'button.open', { about })),
      ];
    case 'residual-access': {
      const { hr, admin } = audienceOf(departure, reader);
      return actions(
        button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about }),
        // It may be meant: the person works here again. Who may say so once the run has begun, see `permissions`.
        (hr || admin) &&
          departure.status === 'active' &&
          button(voice, act('departure.retain', departure.id), 'button.retain', { about }),
      );
    }
    case 'cut-off-unconfirmed':
    case 'proof-waits':
      return actions(
        reads
          ? button(voice, act('access.review', departure.id), 'button.review', { style: 'primary', about })
          : button(voice, act('departure.open', departure.id), 'button.open', { about }),
      );
  }
}
