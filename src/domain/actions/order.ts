import { atOnce, type Instant, minute, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isHeld } from '../hr/proposal.ts';
import type { Stage } from '../systems/action.ts';
import { isOpen, isProven, type Revocation } from './revocation.ts';
import { isUrgent } from './urgent.ts';

/** For how long what could undo itself while the door is open waits for the door, unless the flow says otherwise. */
const defaultHoldMinutes = 10;

/**
 * For how long a closing waits for what its system changes of an open account alone, such as second factors at Google:
 * an open door is worse than a factor that stays enrolled behind a closed one.
 */
const longestOpenMinutes = 2;

/**
 * Until when an action waits for the stages of its account that it needs: as long as they can still succeed by
 * themselves, and no longer than the flow says after they were first tried. Null when it need not wait. `isKept` says
 * what a legal hold keeps from being done: nothing waits for it.
 */
export function waitsUntil(state: Departure, one: Revocation, isKept: (other: Revocation) => boolean): Instant | null {
  const closes = one.action.stage === 'disable';
  const needs = needsIn(state, one.action);
  const minutes = state.flow?.cutOff.holdMinutes ?? defaultHoldMinutes;
  const hold = (closes ? Math.min(minutes, longestOpenMinutes) : minutes) * minute;
  const waits = state.revocations.filter(
    (other) =>
      other.action.id !== one.action.id &&
      other.action.system === one.action.system &&
      other.action.accountId === one.action.accountId &&
      needs.includes(other.action.stage) &&
      // What waits for the closing is nothing that the closing waits for.
      !(closes && needsIn(state, other.action).includes('disable')) &&
      canStillSucceed(other) &&
      !isKept(other),
  );
  // An open door is not held open by what was begun late: its own time counts.
  const ends = waits.map((other) => plus(triedSince(state, closes ? one : other), hold));
  return ends.length === 0 ? null : ends.reduce((a, b) => (a > b ? a : b));
}

/** What is better done before an account is closed, and can be done behind it too. */
const preferred: ReadonlySet<Stage> = new Set(['sessions', 'credentials']);

/**
 * What an action needs before it. Where access has to end at once, because somebody released the cut-off and sits in
 * front of the leaver, or chose "now", the account is closed first: what is better done before comes behind. What a
 * system demands before it closes an account, such as Zoom the end of a role, still comes first: the closing would be
 * refused.
 */
function needsIn(state: Departure, { stage, needs }: Revocation['action']): readonly Revocation['action']['stage'][] {
  if (!isUrgent(state)) return needs;
  if (stage === 'disable') return needs.filter((one) => !preferred.has(one));
  return stage === 'credentials' ? ['disable', ...needs] : needs;
}

/**
 * Whether an action waits until what the person owned has passed to somebody, however long that takes, or until a
 * person proves or waives it: a vendor deletes what a licence kept.
 */
export function waitsForData({ revocations }: Departure, { action }: Revocation): boolean {
  return (
    action.needs.includes('data') &&
    revocations.some(
      (other) =>
        other.action.stage === 'data' &&
        other.action.system === action.system &&
        other.action.accountId === action.accountId &&
        isOpen(other),
    )
  );
}

/**
 * Whether calls of this stage are made one after another in one account. A licence is a change of the account itself,
 * and vendors refuse two of these at once (Entra ID answers 409). All others run beside one another, as far as what
 * they need is done.
 */
export function goesOneByOne({ action }: Revocation): boolean {
  return action.stage === 'licence';
}

/** Whether it may yet be done or proven without a person. */
function canStillSucceed({ status, notBefore, action }: Revocation): boolean {
  switch (status) {
    case 'planned':
      return !action.manual;
    case 'running':
      return true;
    case 'accepted':
    case 'failed':
      return notBefore !== null;
    case 'verified':
    case 'manual':
    case 'waived':
      return false;
  }
}

/** Since when it has been tried, or could have been. */
function triedSince({ runStartedAt }: Departure, { startedAt, appearedAt, failure }: Revocation): Instant {
  if (startedAt !== null) return startedAt;
  return [runStartedAt, appearedAt, failure?.at ?? null].reduce<Instant>(
    (latest, at) => (at !== null && at > latest ? at : latest),
    atOnce,
  );
}

/**
 * Whether an action waits because HR says that the person is employed again. The ways in of a run that is under way are
 * closed all the same: a door that is half shut is no state to wait in. What comes later waits for a person.
 */
export function isHeldByHr(state: Departure, one: Revocation): boolean {
  if (!isHeld(state)) return false;
  return state.runStartedAt === null || state.runFirstEndedAt !== null || !isEntrance(one);
}

/** Stages that may be undone by whoever still gets in: they are called again once the account is proven closed. */
const undoable: readonly Revocation['action']['stage'][] = ['sessions', 'credentials'];

/** What was called before the account was proven closed, and is called again now that it is. */
export function calledWhileOpen(state: Departure, closed: Revocation): readonly Revocation[] {
  return ofAccount(state, closed.action, undoable).filter(
    (one) => one.calledAt !== null && (one.status === 'verified' || one.status === 'accepted' || isGivenUp(one)),
  );
}

/**
 * Whether it was given up while its account was still open: it is called again by itself once the account is proven
 * closed (`calledWhileOpen`), so that it is the closing that waits for a person, if anything does.
 */
export function waitsForClosing({ revocations }: Departure, one: Revocation): boolean {
  const { action, calledAt } = one;
  if (!isGivenUp(one) || calledAt === null || action.manual || !undoable.includes(action.stage)) return false;
  return revocations.some(
    (other) =>
      other.action.stage === 'disable' &&
      other.action.system === action.system &&
      other.action.accountId === action.accountId &&
      isOpen(other),
  );
}

/**
 * The same of one whose result comes only once the account was proven closed, because no answer came to its call or it
 * was still under way.
 */
export function wasCalledWhileOpen(state: Departure, one: Revocation): boolean {
  const { calledAt, action } = one;
  if (calledAt === null || action.manual || !undoable.includes(action.stage)) return false;
  return state.revocations.some(
    (other) =>
      other.action.stage === 'disable' &&
      other.action.system === action.system &&
      other.action.accountId === action.accountId &&
      (other.status === 'verified' || isProven(other)) &&
      other.endedAt !== null &&
      other.endedAt > calledAt,
  );
}

/** Whether it is a way into the account: its sign-in, its sessions, its credentials. */
export function isEntrance({ action }: Revocation): boolean {
  return action.stage === 'disable' || undoable.includes(action.stage);
}

/** What ends the use of an account. */
export function entrances(state: Departure, account: { system: string; accountId: string }): readonly Revocation[] {
  return ofAccount(state, account, ['disable', ...undoable]).filter(({ status }) => status !== 'waived');
}

function ofAccount(
  { revocations }: Departure,
  { system, accountId }: { system: string; accountId: string },
  stages: readonly Revocation['action']['stage'][],
): readonly Revocation[] {
  return revocations.filter(
    ({ action }) =>
      action.system === system && action.accountId === accountId && !action.manual && stages.includes(action.stage),
  );
}

function isGivenUp({ status, notBefore }: Revocation): boolean {
  return status === 'failed' && notBefore === null;
}
