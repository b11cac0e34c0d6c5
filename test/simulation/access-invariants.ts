import { minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { unresolvedOf } from '../../src/domain/systems/asked-system.ts';
import { type DepartureHistory, type History, type Moment, stateAt, when } from './history.ts';

/** For each departure what is wrong with it; an empty list is as it should be. */
export function each(history: History, look: (departure: DepartureHistory) => Iterable<string>): string[] {
  return history.departures.flatMap((departure) => [...look(departure)].map((what) => `${departure.id}: ${what}`));
}

/**
 * A completed departure is what everybody relies on: whatever was planned is proven gone, waived by name, or done by
 * hand with proof.
 */
export function completedMeansProven(history: History): string[] {
  return each(history, function* (departure) {
    for (const { before, entry } of when(departure, 'completed')) {
      if (unresolvedOf(before).length > 0) yield 'completed with systems that were never asked';
      for (const { action, status, waiver, proof } of before.revocations) {
        const waived = status === 'waived' && waiver !== null && (waiver.until === null || waiver.until > entry.at);
        const byHand = status === 'manual' && proof !== null;
        if (status !== 'verified' && !waived && !byHand) yield `completed while ${action.id} is ${status}`;
        if (byHand && proof.by === before.requester) yield `${action.id} was proven by whoever asked for the departure`;
        const alone = proof?.second == null || [proof.by, before.requester, before.leaver.id].includes(proof.second.by);
        if (byHand && alone && before.flow?.confirmation.secondPersonTiers.includes(action.tier))
          yield `${action.id} counts as done by hand although nobody else has looked`;
      }
      for (const task of before.tasks)
        if (task.status !== 'done' && task.status !== 'skipped') yield `completed while ${task.id} is ${task.status}`;
    }
  });
}

/**
 * An answer proves nothing: only a read-back that was really made, after the last call and while the plan's account was
 * gone, may be called verified.
 */
export function verifiedMeansReadBack(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, order } of when(departure, 'revocation-recorded')) {
      const { actionId, result } = entry.event;
      if (result.status !== 'verified') continue;
      const calls = departure.calls.filter((call) => call.actionId === actionId && call.began < order);
      const read = calls.findLast((call) => call.kind === 'read' && call.ended !== null && call.ended < order);
      const acted = calls.findLast((call) => call.kind === 'act' && call.outcome === 'changed');
      if (read?.outcome !== 'desired') yield `${actionId} was called verified without a read-back that says so`;
      else if (acted && acted.began > read.began)
        yield `${actionId} was called verified by a read-back older than the call`;
    }
  });
}

/**
 * One person alone must never be able to remove somebody: who asks, who confirms and who leaves are different people.
 */
export function threeDifferentPeople(history: History): string[] {
  return each(history, function* (departure) {
    const { requester, leaver } = departure.stored;
    if (requester === leaver.id) yield 'somebody removes themselves';
    for (const { entry } of when(departure, 'access-confirmed')) {
      const { confirmation } = entry.event;
      if (confirmation.by === requester) yield 'the requester confirmed';
      if (confirmation.by === leaver.id) yield 'the leaver confirmed';
      if (entry.by !== confirmation.by) yield `${entry.by} confirmed in the name of ${confirmation.by}`;
    }
    for (const { entry } of when(departure, 'cut-off-released'))
      if (entry.by === leaver.id) yield 'the leaver released the cut-off';
  });
}

/**
 * A call may create a ticket or wipe a phone: what may have worked is looked at before it is made again, unless the
 * journal says why it must be made again in any case.
 */
export function neverTwiceUnread(history: History): string[] {
  return each(history, function* (departure) {
    const unread = new Map<string, number>();
    // A look that lists what was said to be done by hand has read it, too.
    const repeats = when(departure, 'revocation-repeated', 'revocation-disproved');
    for (const call of departure.calls) {
      if (call.kind === 'read') {
        if (call.outcome !== 'refused' && call.ended !== null) unread.delete(call.actionId);
      } else if (call.outcome !== 'refused') {
        const since = unread.get(call.actionId) ?? Number.POSITIVE_INFINITY;
        const isMeant = repeats.some(
          ({ entry, order }) => entry.event.actionId === call.actionId && order > since && order < call.began,
        );
        if (unread.has(call.actionId) && !isMeant) yield `${call.actionId} was called again unread at ${call.beganAt}`;
        unread.set(call.actionId, call.began);
      }
    }
  });
}

/** Whoever holds an action longer than this has lost it. */
const leaseFor = 2 * minute;

/**
 * Each call has an intent in the journal before it and one owner while it lasts; two at once could undo or double one
 * another.
 */
export function oneOwnerAtATime(history: History): string[] {
  return each(history, function* (departure) {
    const stateOf = ({ actionId, began }: DepartureHistory['calls'][number]) =>
      stateAt(departure, began)?.revocations.find(({ action }) => action.id === actionId);
    // A re-check is nobody's turn: it only looks, and what it saw too late is not used.
    const owned = departure.calls.filter((call) => call.kind === 'act' || stateOf(call)?.lease);
    for (const [index, call] of owned.entries()) {
      const other = owned
        .slice(0, index)
        .find(
          (one) =>
            one.actionId === call.actionId &&
            (one.ended === null || one.ended > call.began) &&
            plus(one.beganAt, leaseFor) > call.beganAt,
        );
      // Two who look at once do no harm.
      if (other && (other.kind === 'act' || call.kind === 'act'))
        yield `${call.actionId} was ${call.kind} by ${call.node} while ${other.node} still had it (${other.kind})`;
      if (call.kind !== 'act') continue;
      const state = stateOf(call);
      if (state?.status !== 'running' || state.lease?.mode !== 'act')
        yield `${call.actionId} was called at ${call.beganAt} without an intent in the journal`;
    }
  });
}

/**
 * Whoever held an action too long may have lost it to somebody else: what comes then is read back, not believed, and
 * never taken for the new holder's.
 */
export function resultsOfHoldersOnly(history: History): string[] {
  return each(history, function* (departure) {
    const intents = when(departure, 'revocation-intended');
    for (const { entry, before, order } of when(departure, 'revocation-recorded')) {
      const { actionId, result } = entry.event;
      const held = intents.findLast((one) => one.order < order && one.entry.event.actionId === actionId)?.order ?? 0;
      const own = departure.calls.some(
        (call) => call.actionId === actionId && call.began > held && call.ended !== null && call.ended < order,
      );
      if ((result.status === 'verified' || result.status === 'accepted') && result.evidence.length > 0 && !own)
        yield `${actionId} got a result at ${entry.at} by a call from before it was intended`;
      const lease = before.revocations.find(({ action }) => action.id === actionId)?.lease;
      if (!lease || lease.until <= entry.at) yield `${actionId} got a result at ${entry.at}, of nobody who held it`;
    }
  });
}

/**
 * The stable id of the plan may have become another person's, or the last owner's, and a search may answer with
 * somebody else's account: nobody touches these.
 */
export function rightAccountOnly({ recording, departures }: History): string[] {
  const leavers = new Set(departures.map(({ stored }) => stored.leaver.email));
  return recording.calls.flatMap(({ kind, actionId, login, wrongAccount }) => {
    if (wrongAccount) return [`${actionId} was called although the account is not that any more`];
    return kind === 'act' && !leavers.has(login) ? [`${actionId} was called, and ${login} does not leave`] : [];
  });
}

/** Whoever cancels, or says that the person stays, must be able to trust that from this moment nothing new is done. */
export function stopMeansStop(history: History): string[] {
  return each(history, function* (departure) {
    let stopped: { order: number; what: string } | null = null;
    const spans: { from: number; to: number; what: string }[] = [];
    for (const { entry, order } of departure.moments) {
      const { event } = entry;
      if (event.type === 'cancelled' || event.type === 'retained') stopped = { order, what: event.type };
      else if (event.type === 'reopened') {
        if (stopped) spans.push({ from: stopped.order, to: order, what: stopped.what });
        stopped = null;
      } else if (stopped) {
        const began = event.type === 'revocation-intended' && event.mode === 'act';
        const task = 'taskId' in event ? event.taskId : null;
        const handed =
          event.type === 'task-offered' || event.type === 'task-reminded' || event.type === 'task-escalated';
        if (began || (handed && !task?.startsWith('restore-'))) yield `${event.type} after it was ${stopped.what}`;
      }
    }
    if (stopped) spans.push({ from: stopped.order, to: Number.POSITIVE_INFINITY, what: stopped.what });
    for (const call of departure.calls) {
      const span = spans.find(({ from, to }) => call.began > from && call.began < to);
      // What was intended before the stop may still be on its way.
      if (call.kind !== 'act' || !span || wasIntended(departure.moments, call.actionId, span.from)) continue;
      yield `${call.actionId} was called after it was ${span.what}`;
    }
  });
}

function wasIntended(moments: readonly Moment[], actionId: string, order: number): boolean {
  const state: Departure | undefined = moments.findLast((one) => one.order <= order)?.after;
  const one = state?.revocations.find(({ action }) => action.id === actionId);
  return one?.lease?.mode === 'act';
}
