import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { isOpen, isProven } from './revocation.ts';

/**
 * From when something of it has ended on, the leaver may notice: a confidential departure with a scheduled cut-off is
 * known then, for good. A run alone has ended nothing: it may be refused everywhere. Where everything was left open
 * knowingly, it is known once the run has ended.
 */
export function toldOnceEnded(state: Departure, at: Instant): Departure {
  const { flow, toldAt, runStartedAt, runFirstEndedAt, revocations } = state;
  if (!flow?.confidential || flow.cutOff.mode !== 'scheduled' || toldAt !== undefined) return state;
  // What was ended by hand before the run is no sign of it.
  const ended = revocations.some(
    (one) =>
      runStartedAt !== null &&
      (one.status === 'verified' || one.status === 'accepted' || isProven(one)) &&
      (one.endedAt ?? at) >= runStartedAt,
  );
  // Also without a run: where all was settled before its hour, none begins, and its hour ends it.
  const nothingLeft = runFirstEndedAt !== null && revocations.length > 0 && !revocations.some(isOpen);
  return ended || nothingLeft ? { ...state, toldAt: at } : state;
}
