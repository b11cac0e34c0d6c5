import { isConfirmed } from '../confirmation/approval.ts';
import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { isHeld } from '../hr/proposal.ts';
import { happened, refuse } from '../refusal.ts';
import { followsCutOff, rescheduled } from './reschedule.ts';

/** The click at the meeting lets access end. */
export function release(state: Departure, planHash: string, context: PersonContext): Outcome {
  const { now } = context;
  if (state.flow?.cutOff.mode !== 'released') return refuse('not-released-by-click');
  if (state.released) return refuse('already-released');
  if (isHeld(state)) return refuse('held-by-hr');
  if (planHash !== state.planHash) return refuse('plan-changed');
  if (state.revocations.length > 0 && !isConfirmed(state, now)) return refuse('not-confirmed-yet');
  // What counts from the cut-off counts from the click. The plan that was confirmed stays the plan.
  const moved =
    state.dates && rescheduled(state, { ...state.dates, cutOff: { ...state.dates.cutOff, at: now } }, context);
  const released: DepartureEvent = { type: 'cut-off-released', planHash };
  if (!moved) return happened(released);
  // What had to be ready before the meeting keeps its date, however early or late the click comes.
  const tasks = moved.tasks.filter(({ taskId }) => followsCutOff(state, taskId));
  return happened<DepartureEvent>(released, { ...moved, planHash, tasks });
}
