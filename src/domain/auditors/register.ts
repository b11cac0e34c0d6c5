import type { Instant } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import type { Departure } from '../departure.ts';
import type { ActionFacts, DepartureReport, Who } from '../evidence/report.ts';
import { evolve } from '../evolve.ts';
import type { Entry } from '../journal/entry.ts';
import type { Stage } from '../systems/action.ts';

/** From when on a closing counts as late: what rings for people, too. In seconds after the cut-off. */
export const lateAfterSeconds = 600;

/**
 * - `waived`: left open knowingly.
 * - `kept`: not to be ended, as the plan says, because the person keeps it.
 * - `by-hand`: a person said that it is done, with proof.
 * - `retained`: the departure was stopped because the person stays.
 * - `not-proven`: the run has ended, and nothing proves that it is gone.
 * - `open`: not proven, and access was to be closed more than ten minutes ago.
 * - `late`: proven later than ten minutes after the cut-off.
 * - `late-by-hand`, `late-waived`: open ten minutes after the cut-off, and proven by hand later, or left open knowingly
 *   then.
 * - `set-aside`: the run began without a system that could not tell everything.
 */
type ExceptionKind = 'waived' | 'kept' | 'by-hand' | 'retained' | 'not-proven' | Delay | 'set-aside';
type Delay = 'open' | 'late' | 'late-by-hand' | 'late-waived';

/**
 * One line of the register. `seq`: the entry that says it, in which the reason stands, too; `by`: null where nobody
 * decided. `account` and `action`: by their codes, as in packs. `until`: when it ends by itself. `ended`: when it
 * ended. `seconds`: how long after the cut-off it was open, or has been open by now.
 */
export interface RegisterLine {
  kind: ExceptionKind;
  departureId: string;
  at: string | null;
  seq: number | null;
  system: string | null;
  account: string | null;
  action: string | null;
  by: Who | null;
  until: string | null;
  ended: string | null;
  seconds: number | null;
}

/** Stages that leave a door open while they are not done; the others take away data, licences and what is left over. */
const closing: readonly Stage[] = ['disable', 'sessions', 'credentials', 'groups', 'task'];

/** Everything of one departure that was not as it should be by `now`, in the order of its kinds. */
export function registerOf(report: DepartureReport, entries: readonly Entry[], now: Instant): readonly RegisterLine[] {
  const { departureId, decisions } = report;
  const of = { system: null, account: null, action: null };
  const nothing = { departureId, ...of, by: null, until: null, ended: null, seconds: null };
  const actions = report.systems.flatMap(({ system, accounts }) =>
    accounts.flatMap(({ code: account, actions }) => actions.map((action) => ({ system, account, action }))),
  );
  const decided = (type: (typeof decisions)[number]['type']) => decisions.filter((one) => one.type === type);
  const byHand = new Set(actions.flatMap(({ action }) => (action.ending === 'by-hand' ? [action.code] : [])));
  const placeOf = new Map(actions.map(({ system, account, action }) => [action.code, { system, account }]));
  const wasDue = wasToClose(report, entries);
  const delays = actions.flatMap((one) => {
    const delay = delayOf(one.action, { report, wasDue, now });
    return delay ? [{ ...nothing, ...one, action: one.action.code, ...delay }] : [];
  });
  const stillOpen = new Set(delays.flatMap(({ kind, action }) => (kind === 'open' ? [action] : [])));
  // Where nothing was begun, nothing was to be proven.
  const isOver = report.runBegan !== null && (report.runEnded !== null || report.ended !== null);
  return [
    ...report.exceptions.map(({ at, seq, system, action, by, until, ended }) => ({
      ...nothing,
      ...{ kind: 'waived' as const, at, seq, system, action, by, until, ended: ended?.at ?? null },
      account: placeOf.get(action)?.account ?? null,
    })),
    ...keptOf(report, entries).map((one) => ({ ...nothing, kind: 'kept' as const, ...one })),
    ...decided('revocation-proved').flatMap(({ at, seq, by, about }) =>
      about !== undefined && byHand.has(about)
        ? [{ ...nothing, kind: 'by-hand' as const, at, seq, by, action: about, ...placeOf.get(about) }]
        : [],
    ),
    ...decided('retained').map(({ at, seq, by }) => ({ ...nothing, kind: 'retained' as const, at, seq, by })),
    ...actions.flatMap(({ system, account, action: { code, ending, lastCall } }) =>
      isOver && isUnproven(ending) && !stillOpen.has(code)
        ? [
            {
              ...{ ...nothing, kind: 'not-proven' as const, system, account, action: code },
              ...{ at: lastCall?.at ?? null, seq: lastCall?.seq ?? null },
            },
          ]
        : [],
    ),
    ...delays,
    ...decided('system-set-aside').map(({ at, seq, by, about }) => ({
      ...nothing,
      ...{ kind: 'set-aside' as const, at, seq, by, system: about ?? null },
    })),
  ];
}

/**
 * How long after the cut-off an account could still be used, where that was more than ten minutes; null where it was
 * less. Where somebody was to stay, it counts until that was said.
 */
function delayOf(
  action: ActionFacts,
  { report, wasDue, now }: { report: DepartureReport; wasDue: boolean; now: Instant },
) {
  const { code, stage, ending, openSeconds, readBack, lastCall } = action;
  const { cutOff, decisions, status, ended } = report;
  const line = (kind: Delay, seconds: number, entry: { at: string; seq: number } | null | undefined) =>
    seconds > lateAfterSeconds ? { kind, seconds, at: entry?.at ?? null, seq: entry?.seq ?? null } : null;
  if (openSeconds !== null) return line('late', openSeconds, readBack);
  if (cutOff === null || !closing.includes(stage) || !wasDue) return null;
  const since = (at: string) => Math.round((Date.parse(at) - Date.parse(cutOff)) / 1000);
  const decision = (...types: string[]) => decisions.findLast((one) => one.about === code && types.includes(one.type));
  switch (ending) {
    case 'by-hand': {
      const proof = decision('revocation-proof-accepted', 'revocation-proved');
      return proof ? line('late-by-hand', since(proof.at), proof) : null;
    }
    case 'waived': {
      const waiver = decision('revocation-waived');
      return waiver ? line('late-waived', since(waiver.at), waiver) : null;
    }
    case 'accepted':
    case 'held':
    case 'still-open': {
      const isStopped = status === 'retained' || status === 'cancelled';
      return line('open', since(isStopped && ended !== null ? ended.at : now), lastCall);
    }
    case 'verified':
      return null;
  }
}

/**
 * Whether the cut-off was one: its run began, or the quorum for the plan of that instant stood at the cut-off, or later
 * while the departure still went on. What held it then, such as the brake, or what ended it later, changes nothing.
 */
function wasToClose({ runBegan, cutOff }: DepartureReport, entries: readonly Entry[]): boolean {
  if (runBegan !== null) return true;
  if (cutOff === null) return false;
  const isDue = (state: Departure | null, at: Instant) => state?.status === 'active' && isConfirmed(state, at);
  let state: Departure | null = null;
  for (const [index, entry] of entries.entries()) {
    state = evolve(state, entry);
    const next = entries[index + 1];
    // Only the last entry until the cut-off says how things stood then.
    if ((next === undefined || next.at > cutOff) && isDue(state, entry.at > cutOff ? entry.at : cutOff)) return true;
  }
  return false;
}

function isUnproven(ending: ActionFacts['ending']): boolean {
  return ending === 'accepted' || ending === 'held' || ending === 'still-open';
}

/** What the last plan kept: by whoever planned it. */
function keptOf({ decisions }: DepartureReport, entries: readonly Entry[]) {
  const planned = entries.findLast(({ event }) => 'kept' in event && Array.isArray(event.kept));
  if (planned === undefined || !('kept' in planned.event)) return [];
  const { at, seq, event } = planned;
  const by = decisions.find((one) => one.seq === seq)?.by ?? null;
  return event.kept.map(({ system }) => ({ at, seq, by, system }));
}
