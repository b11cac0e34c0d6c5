import type { DepartureReport, Who } from '../evidence/report.ts';
import type { Entry } from '../journal/entry.ts';

/** From when on a closing counts as late: what rings for people, too. In seconds after the cut-off. */
export const lateAfterSeconds = 600;

/**
 * - `waived`: left open knowingly.
 * - `kept`: not to be ended, as the plan says, because the person keeps it.
 * - `by-hand`: a person said that it is done, with proof.
 * - `retained`: the departure was stopped because the person stays.
 * - `not-proven`: the run has ended, and nothing proves that it is gone.
 * - `late`: proven later than ten minutes after the cut-off.
 * - `set-aside`: the run began without a system that could not tell everything.
 */
type ExceptionKind = 'waived' | 'kept' | 'by-hand' | 'retained' | 'not-proven' | 'late' | 'set-aside';

/**
 * One line of the register. `seq`: the entry that says it, in which the reason stands, too; `by`: null where nobody
 * decided. `until`: when it ends by itself. `ended`: when it ended. `seconds`: how late.
 */
export interface RegisterLine {
  kind: ExceptionKind;
  departureId: string;
  at: string | null;
  seq: number | null;
  system: string | null;
  action: string | null;
  by: Who | null;
  until: string | null;
  ended: string | null;
  seconds: number | null;
}

/** Everything of one departure that was not as it should be, in the order of its kinds. */
export function registerOf(report: DepartureReport, entries: readonly Entry[]): readonly RegisterLine[] {
  const { departureId, decisions } = report;
  const nothing = { departureId, system: null, action: null, by: null, until: null, ended: null, seconds: null };
  const actions = report.systems.flatMap(({ system, accounts }) =>
    accounts.flatMap((account) => account.actions.map((action) => ({ system, action }))),
  );
  const decided = (type: (typeof decisions)[number]['type']) => decisions.filter((one) => one.type === type);
  const byHand = new Set(actions.flatMap(({ action }) => (action.ending === 'by-hand' ? [action.code] : [])));
  const systemOf = new Map(actions.map(({ system, action }) => [action.code, system]));
  // Where nothing was begun, nothing was to be proven.
  const isOver = report.runBegan !== null && (report.runEnded !== null || report.ended !== null);
  return [
    ...report.exceptions.map(({ at, seq, system, action, by, until, ended }) => ({
      ...nothing,
      ...{ kind: 'waived' as const, at, seq, system, action, by, until, ended: ended?.at ?? null },
    })),
    ...keptOf(report, entries).map((one) => ({ ...nothing, kind: 'kept' as const, ...one })),
    ...decided('revocation-proved').flatMap(({ at, seq, by, about }) =>
      about !== undefined && byHand.has(about)
        ? [{ ...nothing, kind: 'by-hand' as const, at, seq, by, action: about, system: systemOf.get(about) ?? null }]
        : [],
    ),
    ...decided('retained').map(({ at, seq, by }) => ({ ...nothing, kind: 'retained' as const, at, seq, by })),
    ...actions.flatMap(({ system, action: { code, ending, lastCall } }) =>
      isOver && (ending === 'accepted' || ending === 'held' || ending === 'still-open')
        ? [
            {
              ...{ ...nothing, kind: 'not-proven' as const, system, action: code },
              ...{ at: lastCall?.at ?? null, seq: lastCall?.seq ?? null },
            },
          ]
        : [],
    ),
    ...actions.flatMap(({ system, action: { code, openSeconds, readBack } }) =>
      openSeconds !== null && openSeconds > lateAfterSeconds
        ? [
            {
              ...{ ...nothing, kind: 'late' as const, system, action: code, seconds: openSeconds },
              ...{ at: readBack?.at ?? null, seq: readBack?.seq ?? null },
            },
          ]
        : [],
    ),
    ...decided('system-set-aside').map(({ at, seq, by, about }) => ({
      ...nothing,
      ...{ kind: 'set-aside' as const, at, seq, by, system: about ?? null },
    })),
  ];
}

/** What the last plan kept: by whoever planned it. */
function keptOf({ decisions }: DepartureReport, entries: readonly Entry[]) {
  const planned = entries.findLast(({ event }) => 'kept' in event && Array.isArray(event.kept));
  if (planned === undefined || !('kept' in planned.event)) return [];
  const { at, seq, event } = planned;
  const by = decisions.find((one) => one.seq === seq)?.by ?? null;
  return event.kept.map(({ system }) => ({ at, seq, by, system }));
}
