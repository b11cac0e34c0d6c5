import { goesOneByOne, isHeldByHr, waitsForData, waitsUntil } from '../actions/order.ts';
import type { Revocation } from '../actions/revocation.ts';
import { heldCalls } from '../brake/held.ts';
import { atOnce, day, hour, type Instant, minute, plus, toInstant } from '../calendar/time.ts';
import { isCovered } from '../confirmation/coverage.ts';
import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { waitsForHold } from '../hold/held.ts';
import { isResolved, lookBefore, looksDue } from '../looks/look-due.ts';
import type { TimedContext, WatchedAccount, WorkItem } from '../work.ts';

/** Calls, read-backs and looks that are due or will be: of the run, and on the days after it. */
export function runWork(state: Departure, { now }: Pick<TimedContext, 'now'>): WorkItem[] {
  return [
    ...revocationWork(state, now),
    ...looksDue(state, now).map(({ system, at }): WorkItem => ({ at, why: 'recheck', work: { type: 'look', system } })),
    ...afterwards(state),
    ...watches(state),
  ];
}

/**
 * Systems, accounts and actions run beside one another. Within one account an action waits for the stages that it
 * needs: what could undo itself while the account is open waits for it to be closed. A system whose accounts were not
 * looked at just now is looked at first.
 */
function revocationWork(state: Departure, now: Instant): WorkItem[] {
  const runAt = runDueAt(state);
  const stopped = state.status !== 'active';
  const begun = !stopped && runAt !== null && state.runStartedAt !== null;
  const found: WorkItem[] = [];
  const held = new Set(heldCalls(state));
  const blocked = new Set<string>();
  const looked = new Map<string, WorkItem>();
  for (const one of state.revocations) {
    const line = goesOneByOne(one) ? `${one.action.system}\n${one.action.accountId}\n${one.action.stage}` : null;
    const confirmed = begun && isCovered(state, one);
    const item = nextOf(one, {
      runAt,
      mayBegin: confirmed && (line === null || !blocked.has(line)),
      confirmed,
      stopped,
    });
    // Nobody does it, by hand or otherwise, before the hold is lifted.
    if (item?.work.type === 'act' && waitsForHold(state, one)) continue;
    if (item?.work.type === 'act' && !one.action.manual) {
      // Whatever ends the wait changes the departure, and this is asked again.
      if (held.has(one) || waitsForData(state, one) || isHeldByHr(state, one)) continue;
      const waits = waitsUntil(state, one, (other) => waitsForHold(state, other));
      const at = later(item.at, waits ?? undefined);
      const { system } = one.action;
      if (isResolved(state, system, later(at, now))) found.push({ ...item, at });
      else {
        const look = lookBefore(state, system, at);
        const known = looked.get(system);
        if (look !== null && (known === undefined || look < known.at))
          looked.set(system, { at: look, why: item.why, work: { type: 'look', system } });
      }
    } else if (item) found.push(item);
    // Of what is not confirmed yet, nothing else of the account waits for it.
    if (line && ((one.status === 'planned' && (confirmed || !begun)) || one.status === 'running')) blocked.add(line);
  }
  return [...found, ...looked.values()];
}

function nextOf(
  one: Revocation,
  {
    runAt,
    mayBegin,
    confirmed,
    stopped,
  }: { runAt: Instant | null; mayBegin: boolean; confirmed: boolean; stopped: boolean },
): WorkItem | null {
  const { id: actionId } = one.action;
  const readBack = (at: Instant): WorkItem => ({ at, why: 'verify', work: { type: 'read-back', actionId } });
  switch (one.status) {
    case 'planned':
      if (!mayBegin || runAt === null) return null;
      return one.mustReadBack
        ? readBack(later(runAt, one.lease?.until))
        : { at: runAt, why: 'cut-off', work: { type: 'act', actionId } };
    case 'running':
      // An expired lease without a result is an unknown outcome: read before anything is repeated, even when the
      // departure was stopped meanwhile.
      return readBack(later(one.notBefore ?? one.lease?.until ?? atOnce, one.lease?.until));
    case 'accepted':
      return one.notBefore === null ? null : readBack(later(one.notBefore, one.lease?.until));
    case 'failed': {
      if (one.notBefore === null || stopped) return null;
      const at = later(one.notBefore, one.lease?.until);
      if (one.mustReadBack) return readBack(at);
      // Who was opened again and put off may have failed before its new time.
      return confirmed && runAt !== null
        ? { at: later(runAt, at), why: 'retry', work: { type: 'act', actionId } }
        : null;
    }
    case 'manual':
      // A person does it, and the system shows whether they have.
      if (one.action.verifiable !== true || one.notBefore === null || !confirmed) return null;
      return readBack(later(one.notBefore, one.lease?.until));
    case 'verified':
    case 'waived':
      return null;
  }
}

function later(a: Instant, b: Instant | undefined): Instant {
  return b !== undefined && b > a ? b : a;
}

/** For how long accounts are looked at once a day for use after the cut-off. */
const watchDays = 30;

/** How soon a vendor that did not answer is asked again, and for how long after the last day. */
const watchAgainAfter = 6 * hour;
const watchPatienceDays = 7;

function afterwards(state: Departure): WorkItem[] {
  const { flow } = state;
  if (!flow || (state.status !== 'active' && state.status !== 'completed')) return [];
  // What was handed over is its heir's by then, to keep or to throw away.
  return state.revocations
    .filter(({ action }) => action.stage !== 'data')
    .flatMap((one) => recheckOf(one, flow.recheckDays));
}

/**
 * Each account by itself: one whose use could not be read is asked again sooner, and until it has told of all the days.
 */
function watches({ accounts, status }: Departure): WorkItem[] {
  if (status !== 'active' && status !== 'completed') return [];
  const byInstant = new Map<Instant, WatchedAccount[]>();
  for (const { system, id, watchedFrom, useReadAt, useAskedAt } of accounts) {
    if (watchedFrom === null) continue;
    const end = plus(watchedFrom, watchDays * day);
    if (useReadAt !== null && useReadAt >= end) continue;
    const failed = useAskedAt !== null && (useReadAt === null || useAskedAt > useReadAt);
    const next = nextMark(failed ? plus(useAskedAt, watchAgainAfter) : plus(useReadAt ?? watchedFrom, day));
    // The last day is told of by a read after it.
    const at = next > end && !failed ? later(end, next) : next;
    if (at > plus(end, watchPatienceDays * day)) continue;
    byInstant.set(at, [...(byInstant.get(at) ?? []), { system, accountId: id }]);
  }
  return [...byInstant].map(([at, due]) => ({ at, why: 'recheck', work: { type: 'watch', accounts: due } }));
}

/** What was proven or asked within so long of one another is read again together, and written down in one entry. */
const mark = 10 * minute;

function nextMark(at: Instant): Instant {
  return toInstant(new Date(Math.ceil(Date.parse(at) / mark) * mark));
}

/**
 * The next look at what was proven gone. Counted from its own proof: another action that is open again, and a run that
 * ends anew, put nothing off.
 */
function recheckOf({ action, status, endedAt, notBefore, rechecked }: Revocation, days: readonly number[]): WorkItem[] {
  const next = days.filter((one) => !rechecked.includes(one)).toSorted((a, b) => a - b)[0];
  if (status !== 'verified' || endedAt === null || next === undefined) return [];
  const at = later(nextMark(plus(endedAt, next * day)), notBefore ?? undefined);
  return [{ at, why: 'recheck', work: { type: 'recheck', actionId: action.id, day: next } }];
}
