import type { LeaverAccount } from '../actions/leaver-account.ts';
import { isEntrance, waitsForClosing } from '../actions/order.ts';
import { isOpen, type Revocation } from '../actions/revocation.ts';
import { heldCalls, isHeld } from '../brake/held.ts';
import { addBusinessDays, outsideQuietHours } from '../calendar/business-days.ts';
import { atOnce, day, hour, type Instant, instantOf, localDate, localTime, minute, plus } from '../calendar/time.ts';
import { isQuestion } from '../cards/card-spec.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { isCovered, uncovered } from '../confirmation/coverage.ts';
import { endsOnceConfirmed, overdueAt, runDueAt } from '../confirmation/cut-off.ts';
import { contactQuestion } from '../contact/contact.ts';
import type { Departure } from '../departure.ts';
import { equipmentTasks, itemOf, returnStateOf } from '../equipment/return-state.ts';
import { openWork } from '../lifecycle/completion.ts';
import { isAtRest, isUnchecked } from '../looks/look-due.ts';
import { awaitsSecondPerson } from '../run/proof.ts';
import { settledAt } from '../tasks/task.ts';
import type { TimedContext } from '../work.ts';
import type { AlertKind } from './alert.ts';

/** Something that must be on somebody's list, from an instant on. */
export interface Alarm {
  kind: AlertKind;
  subject: string;
  at: Instant;
}

/** From when on an account that should be closed, and is not, is an alarm. */
const openFor = 10 * minute;
/** How long a system may be asked again and again before people hear that it does not answer. */
const silentFor = minute;

/** What should be on somebody's alarm list, from when on. */
export function alarms(state: Departure, context: TimedContext): Alarm[] {
  const unassigned = state.tasks.flatMap(({ status, id }): Alarm[] =>
    status === 'unassigned' ? [{ kind: 'unassigned', subject: id, at: atOnce }] : [],
  );
  const holds = [...ofHolds(state), ...ofErasure(state)];
  if (state.status === 'cancelled' || state.status === 'retained') return [...unassigned, ...holds];
  return [
    ...holds,
    ...unconfirmed(state, context),
    ...unreleased(state),
    ...unassigned,
    ...braked(state, context),
    ...ownCredentials(state),
    ...state.revocations.flatMap((one): Alarm[] =>
      awaitsSecondPerson(one) ? [{ kind: 'proof-waits', subject: one.action.id, at: atOnce }] : [],
    ),
    ...unresolvedSystems(state),
    ...state.accounts.flatMap((account) => ofAccount(state, account)),
    ...appeared(state),
    ...unanswered(state),
    ...ofEquipment(state),
    ...lostThings(state),
  ];
}

/**
 * Whether an alarm goes by itself once what it is about has ended. Use after the cut-off stays until a person has
 * looked.
 */
export function clearsByItself(kind: AlertKind, state: Departure): boolean {
  switch (kind) {
    case 'activity':
    case 'unchecked':
    case 'mail-returned':
      return false;
    case 'residual-access':
      return openWork(state).actions === 0;
    case 'cut-off-unconfirmed':
    case 'unreleased':
    case 'unassigned':
    case 'plan-unresolved':
    case 'action-failed':
    case 'account-open':
    case 'appeared':
    case 'proof-waits':
    case 'braked':
    case 'own-credential':
    case 'contact-open':
    case 'hold-waits':
    case 'hold-review':
    case 'erasure-waits':
    case 'remote-waits':
    case 'thing-lost':
      return true;
  }
}

function unconfirmed(state: Departure, context: TimedContext): Alarm[] {
  const { dates, flow } = state;
  const { now } = context;
  if (!dates || !flow || !state.revocations.some(isOpen) || isConfirmed(state, now)) return [];
  return [...unconfirmedAgain(state), ...unconfirmedAt(state, dates.cutOff.at, context)];
}

/** Put back from a backup, and with it whatever people had decided since. */
function unconfirmedAgain({ restoredAt }: Departure): Alarm[] {
  return restoredAt === undefined ? [] : [{ kind: 'cut-off-unconfirmed', subject: 'restored', at: restoredAt }];
}

function unconfirmedAt(state: Departure, at: Instant, context: TimedContext): Alarm[] {
  // What is found after the click, in a plan that held nothing by then, still needs its confirmation.
  const releasedAt = state.flow?.cutOff.mode === 'released' ? runDueAt(state) : null;
  if (releasedAt !== null) return [{ kind: 'cut-off-unconfirmed', subject: 'cut-off', at: releasedAt }];
  // Where access ends once it is confirmed, the card that asks for it is the first word; the alarm follows when nobody
  // answers it.
  if (endsOnceConfirmed(state))
    return [{ kind: 'cut-off-unconfirmed', subject: 'cut-off', at: overdueAt(state) ?? at }];
  // Two alarms, because only a new message rings: one while there is time, one when there is none left. The same before
  // a meeting: without a confirmation its button ends nothing.
  return [
    ...(context.now < at
      ? [{ kind: 'cut-off-unconfirmed', subject: 'soon', at: warnBefore(at, state, context) } satisfies Alarm]
      : []),
    { kind: 'cut-off-unconfirmed', subject: 'cut-off', at },
  ];
}

/** How long after its planned time a meeting may last before people hear that nobody has released the cut-off. */
const meetingFor = hour;

/** The planned time of a cut-off that waits for a click has passed without one. */
function unreleased({ status, dates, flow, released }: Departure): Alarm[] {
  if (status !== 'active' || !dates || flow?.cutOff.mode !== 'released' || released !== null) return [];
  return [{ kind: 'unreleased', subject: 'cut-off', at: plus(dates.cutOff.at, meetingFor) }];
}

/** How long before a meeting people hear at the latest that it cannot end anything yet. */
const beforeMeeting = 2 * hour;
/** How long those who confirm have from the beginning on before they are alarmed about a meeting that is near. */
const readWithin = 15 * minute;

/**
 * Two business days before the cut-off there is still time to read and confirm. Who planned later than that gets a day
 * before anybody is alarmed; of a meeting people hear in time in any case, because somebody will sit there.
 */
function warnBefore(cutOff: Instant, state: Departure, context: TimedContext): Instant {
  const at = warnInTime(cutOff, state, context);
  if (state.flow?.cutOff.mode !== 'released') return at;
  const afterReading = plus(state.createdAt, readWithin);
  const latest = plus(cutOff, -beforeMeeting) > afterReading ? plus(cutOff, -beforeMeeting) : afterReading;
  return [at, latest, cutOff].reduce((a, b) => (a < b ? a : b));
}

function warnInTime(cutOff: Instant, { createdAt, leaver }: Departure, { calendar }: TimedContext): Instant {
  const { timeZone, country } = leaver;
  const day = addBusinessDays(localDate(cutOff, timeZone), -2, country, calendar);
  const early = instantOf(day, localTime(cutOff, timeZone), timeZone);
  const afterADay = plus(createdAt, 24 * hour);
  const at = outsideQuietHours(early > afterADay ? early : afterADay, leaver, calendar);
  return at < cutOff ? at : cutOff;
}

/** Before the run at once; in the run, one that is asked again by itself gets a minute. */
function unresolvedSystems({ systems, runStartedAt }: Departure): Alarm[] {
  return systems.flatMap(({ system, problem, notBefore, failingSince }): Alarm[] => {
    if (problem === null || failingSince === null) return [];
    const at = runStartedAt === null || notBefore === null ? atOnce : plus(failingSince, silentFor);
    return [{ kind: 'plan-unresolved', subject: system, at }];
  });
}

/**
 * A system that has handed data over for so long may never end, and what waits for it (a licence, a deletion) waits
 * with it: a person looks at it, while it goes on being asked. A retry begins the time anew.
 */
const longTransfer = 3 * day;

function ofAccount(state: Departure, account: LeaverAccount): Alarm[] {
  const subject = `${account.system}/${account.id}`;
  const own = state.revocations.filter(
    ({ action }) => action.system === account.system && action.accountId === account.id,
  );
  // What only waits for the closing goes on by itself; whatever keeps the account open rings on its own.
  const failed = own.filter((one) => one.status === 'failed' && isAtRest(one) && !waitsForClosing(state, one));
  const given = failed.map(({ failure }) => failure?.at ?? atOnce).sort();
  const [first] = given;
  return [
    ...(first === undefined ? [] : [{ kind: 'action-failed', subject, at: first } satisfies Alarm]),
    ...stillOpen(state, own).map((at): Alarm => ({ kind: 'account-open', subject, at })),
    ...own.flatMap(({ action, status, notBefore, startedAt }): Alarm[] =>
      action.stage === 'data' && status === 'accepted' && notBefore !== null && startedAt !== null
        ? [{ kind: 'action-failed', subject: action.id, at: plus(startedAt, longTransfer) }]
        : [],
    ),
  ];
}

/**
 * From when on the account counts as open although its time has come: a way in, or where nothing closes its sign-in,
 * whatever is to be cut.
 */
function stillOpen(state: Departure, own: readonly Revocation[]): readonly Instant[] {
  const dueAt = runDueAt(state);
  const confirmed = own.filter((one) => isCovered(state, one));
  if (dueAt === null || state.runStartedAt === null || confirmed.length === 0) return [];
  const hasDoor = confirmed.some(({ action }) => action.stage === 'disable');
  // Tokens and sessions may outlive the sign-in.
  const waiting = confirmed.filter((one) => (isOpen(one) || isUnchecked(state, one)) && (!hasDoor || isEntrance(one)));
  if (waiting.length === 0) return [];
  const from = waiting.reduce(
    (at, { appearedAt }) => (appearedAt !== null && appearedAt > at ? appearedAt : at),
    dueAt,
  );
  return [plus(state.runStartedAt > from ? state.runStartedAt : from, openFor)];
}

function appeared(state: Departure): Alarm[] {
  const waiting = uncovered(state);
  if (waiting.length === 0 || state.planHash === null) return [];
  return [{ kind: 'appeared', subject: state.planHash, at: atOnce }];
}

/** What a brake holds is in somebody's hands at once: nothing of it goes on by itself. */
function braked(state: Departure, { now }: TimedContext): Alarm[] {
  return [
    ...(state.brake && isHeld(state, now)
      ? [{ kind: 'braked', subject: 'cut-off', at: state.brake.at } satisfies Alarm]
      : []),
    ...(heldCalls(state).length > 0 ? [{ kind: 'braked', subject: 'calls', at: atOnce } satisfies Alarm] : []),
  ];
}

/**
 * The leaver's account is the one by which Relais acts in a system. It is protected, so Relais calls nothing there and
 * everything else ends without it; that somebody must give Relais another credential is told from the plan on.
 */
function ownCredentials({ accounts, revocations }: Departure): Alarm[] {
  return accounts.flatMap(({ own, system, id }): Alarm[] => {
    const isLeft = revocations.some(
      (one) => one.action.system === system && one.action.accountId === id && isOpen(one),
    );
    return own && isLeft ? [{ kind: 'own-credential', subject: `${system}/${id}`, at: atOnce }] : [];
  });
}

function ofErasure({ erasureAsked }: Departure): Alarm[] {
  return erasureAsked === undefined ? [] : [{ kind: 'erasure-waits', subject: erasureAsked.at, at: atOnce }];
}

/** A device is locked or wiped once a second person agrees, who is asked for at once. */
function ofEquipment({ equipment = [] }: Departure): Alarm[] {
  return equipment.flatMap(({ taskId, remote }): Alarm[] =>
    remote?.second === null ? [{ kind: 'remote-waits', subject: `${taskId}#${remote.at}`, at: atOnce }] : [],
  );
}

/**
 * Whoever says that a thing cannot be found reads that HR decides; so HR hears of it, until it has, or until the thing
 * turns up.
 */
function lostThings(state: Departure): Alarm[] {
  if (state.status !== 'active') return [];
  return equipmentTasks(state).flatMap((task): Alarm[] => {
    const item = itemOf(state, task);
    const now = returnStateOf(item, task);
    const since = now === 'lost' ? item.lost?.at : now === 'missing' ? settledAt(task) : null;
    return since ? [{ kind: 'thing-lost', subject: `${task.id}#${since}`, at: atOnce }] : [];
  });
}

/**
 * A second person is asked for at once, to put a hold or to lift it; on its day HR is asked whether it is still needed.
 */
function ofHolds({ holds = [], leaver }: Departure): Alarm[] {
  return holds.flatMap(({ id, from, second, lift, reviewOn }): Alarm[] => {
    // Where it was put, it rings.
    if (from !== undefined) return [];
    if (second === null) return [{ kind: 'hold-waits', subject: `${id}#put`, at: atOnce }];
    const at = instantOf(reviewOn, '09:00', leaver.timeZone);
    return [
      ...(lift === null ? [] : [{ kind: 'hold-waits', subject: `${id}#lift`, at: atOnce } satisfies Alarm]),
      { kind: 'hold-review', subject: `${id}#${reviewOn}`, at },
    ];
  });
}

/**
 * The leaver's own address: nobody there answered, they said that it is not the leaver's, or nothing can be sent there.
 */
function unanswered(state: Departure): Alarm[] {
  const { contact, posts } = state;
  if (contact === undefined || contact.confirmedAt !== undefined) return [];
  const alarm = (at: Instant): Alarm[] => [{ kind: 'contact-open', subject: contact.at, at }];
  if (contact.deniedAt !== undefined) return alarm(contact.deniedAt);
  const refused = posts.find(
    ({ key, unreachable, returned }) => isQuestion(key, contact.at) && (unreachable !== null || returned !== undefined),
  );
  if (refused) return alarm(refused.at);
  const question = contactQuestion(state);
  return question === null ? [] : alarm(question.tellAt);
}
