import type { Instant } from '../../domain/calendar/time.ts';
import { isQuestion } from '../../domain/cards/card-spec.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import { itemOf } from '../../domain/equipment/return-state.ts';
import { isOfNameAlone } from '../../domain/systems/look.ts';
import { actionLine } from '../access/access-state.ts';
import { isOpenAgain } from '../access/appeared.ts';
import { brakeReason } from '../access/brake.ts';
import { holdAlertWords, holdOfAlert } from '../access/hold.ts';
import { systemLabelOf } from '../access/system-label.ts';
import { accountOfAlert, lastUseOf } from '../access/uses.ts';
import { erasureAskedWords } from '../departure/erasure-blocks.ts';
import { lostWords } from '../equipment/lost-thing.ts';
import { taskOfAlert } from '../equipment/remote-actions.ts';
import { remoteWords } from '../equipment/return-words.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

export type Alert = Departure['alerts'][number];

/** Which texts of the catalogue say it. */
export function wordsOf(departure: Departure, { kind, subject, at }: Alert) {
  // Until the click nothing is late: what is missing is what the meeting needs.
  const { flow, released } = departure;
  if (kind === 'cut-off-unconfirmed' && subject !== 'restored' && flow?.cutOff.mode === 'released')
    if (released === null || at < released.at) return subject === 'soon' ? 'meeting-soon' : 'meeting-unconfirmed';
  if (kind === 'cut-off-unconfirmed' && subject === 'soon') return 'cut-off-soon';
  if (kind === 'cut-off-unconfirmed' && subject === 'restored') return 'cut-off-restored';
  if (kind === 'hold-waits' && subject.endsWith('#lift')) return 'hold-lift';
  if (kind === 'braked' && subject === 'calls') return 'braked-calls';
  if (kind === 'appeared' && isOpenAgain(departure)) return 'open-again';
  if (kind === 'contact-open' && departure.contact?.deniedAt !== undefined) return 'contact-denied';
  if (kind === 'contact-open' && isQuestionLost(departure)) return 'contact-lost';
  if (kind === 'action-failed' && actionOf(departure, subject)) return 'still-moving';
  const about = kind === 'plan-unresolved' ? departure.systems.find(({ system }) => system === subject) : undefined;
  if (about?.problem && isOfNameAlone(about.problem)) return 'name-unsettled';
  // Before the run nobody has lost anything yet; from then on it is access that may be open.
  if (kind === 'plan-unresolved' && departure.runStartedAt !== null) return 'run-unresolved';
  return about?.setAside === undefined ? kind : 'left-out';
}

/** When the account was used; null for an alarm about anything else. */
export function latestUse(departure: Departure, alert: Alert): Instant | null {
  const account = alert.kind === 'activity' ? accountOfAlert(departure, alert) : undefined;
  return account ? lastUseOf(account) : null;
}

/** What the alert is about, in words people know. */
export function subjectOf(departure: Departure, alert: Alert, voice: Voice): string {
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
    case 'own-credential':
    case 'account-open': {
      const moving = actionOf(departure, subject);
      if (moving) return actionLine(moving, voice);
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
    case 'braked':
      return brakeReason(departure, voice);
    case 'erasure-waits':
      return erasureAskedWords(departure, voice) ?? '';
    case 'remote-waits': {
      const task = taskOfAlert(departure, subject);
      return (task && remoteWords(departure, itemOf(departure, task), voice)) ?? '';
    }
    case 'thing-lost': {
      const task = taskOfAlert(departure, subject);
      return task ? lostWords(departure, task, voice) : '';
    }
    case 'hold-waits':
    case 'hold-review': {
      const hold = holdOfAlert(departure, subject);
      return hold ? holdAlertWords(departure, hold, voice) : '';
    }
    case 'mail-returned':
      return nameOf(departure, subject, voice);
    case 'cut-off-unconfirmed':
    case 'unreleased':
    case 'contact-open':
      return '';
  }
}

function actionOf({ revocations }: Departure, id: string) {
  return revocations.find(({ action }) => action.id === id)?.action;
}

/** Actions and accounts are named by their system first. */
function systemIn(subject: string): string {
  return subject.split('/')[0] ?? subject;
}

/** Nothing can be delivered to the leaver's own address. */
function isQuestionLost({ contact, posts }: Departure): boolean {
  return posts.some(
    ({ key, unreachable, returned }) =>
      contact !== undefined && isQuestion(key, contact.at) && (unreachable !== null || returned !== undefined),
  );
}

/** Whether access stands open that should not; the others only wait for somebody. */
export function isGrave({ runStartedAt }: Departure, { kind, subject }: Alert): boolean {
  if (kind === 'plan-unresolved') return runStartedAt !== null;
  return (
    kind !== 'unassigned' &&
    kind !== 'proof-waits' &&
    kind !== 'unchecked' &&
    kind !== 'own-credential' &&
    kind !== 'contact-open' &&
    kind !== 'mail-returned' &&
    kind !== 'hold-waits' &&
    kind !== 'hold-review' &&
    kind !== 'erasure-waits' &&
    kind !== 'remote-waits' &&
    kind !== 'thing-lost' &&
    subject !== 'soon' &&
    subject !== 'restored'
  );
}
