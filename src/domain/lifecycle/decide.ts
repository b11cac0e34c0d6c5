import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { evolve } from '../evolve.ts';
import { isOffered } from '../hr/proposal.ts';
import { isLastLookFresh, isLastLookWhole } from '../looks/look-due.ts';
import { planHashOf } from '../plan/plan-hash.ts';
import { happened, refuse } from '../refusal.ts';
import { mayUndoCancel } from './cancel-undone.ts';
import type { LifecycleCommand, LifecycleReport } from './commands.ts';
import { cutOffPassed, openWork, systemsToLookAt } from './completion.ts';
import { datesProblem } from './dates-problem.ts';
import { decideDraft } from './decide-draft.ts';
import { asideOf, isTaken } from './other-departures.ts';
import { release } from './release.ts';
import { rescheduled } from './reschedule.ts';

/** What people ask of a departure as a whole. */
export function decideLifecycle(state: Departure, command: LifecycleCommand, context: PersonContext): Outcome {
  switch (command.type) {
    case 'departure.reschedule': {
      if (state.runStartedAt) return refuse('run-started');
      const problem = datesProblem(command.dates, { now: context.now, nowConfirmed: false });
      if (problem) return { type: 'refused', refusal: problem };
      const event = rescheduled(state, command.dates, context);
      return event ? happened(event) : refuse('wrong-status', { status: state.status });
    }
    case 'departure.cancel':
      return happened({ type: 'cancelled', reason: command.reason });
    case 'departure.undo-cancel':
      if (state.flow === null || !mayUndoCancel(state, context.actor.id, context.now)) return refuse('undo-over');
      if (isTaken(context.others)) return refuse('duplicate');
      return happened({ type: 'cancel-undone', ...asideOf(context.others) });
    case 'departure.retain':
      return happened({
        type: 'retained',
        reason: command.reason,
        ...(command.because && { because: command.because }),
      });
    case 'departure.reopen':
      // What was thrown away before it was planned has nothing to go on with: it is begun anew.
      if (state.flow === null) return refuse('wrong-status', { status: state.status });
      if (isTaken(context.others)) return refuse('duplicate');
      return happened({
        type: 'reopened',
        reason: command.reason,
        // A click may have moved the cut-off since the plan was hashed: what is confirmed anew is the plan as it is
        // now.
        ...(state.status === 'cancelled' && state.dates
          ? { planHash: planHashOf(state, state.dates.cutOff.at, context) }
          : {}),
        ...asideOf(context.others),
      });
    case 'departure.complete': {
      const open = openWork(state);
      if (open.tasks > 0 || open.actions > 0) return refuse('work-open', open);
      if (!cutOffPassed(state)) return refuse('not-confirmed-yet');
      if (!isLastLookWhole(state) || !isLastLookFresh(state, context.now))
        return refuse('systems-unresolved', { systems: systemsToLookAt(state) });
      return happened({ type: 'completed' });
    }
    case 'cut-off.release':
      return release(state, command.planHash, context);
  }
}

/** What is reported of the departure as a whole. */
export function decideLifecycleReport(state: Departure, command: LifecycleReport, context: DecideContext): Outcome {
  switch (command.type) {
    case 'restored.record':
      return happened({ type: 'restored', takenAt: command.takenAt });
    case 'hr.plan':
      return planned(state, command, context);
  }
}

/**
 * The manager leads what nobody typed, and so is not one of those who confirm it. What is confidential waits for HR.
 */
function planned(
  state: Departure,
  { type: _, ...submission }: LifecycleReport & { type: 'hr.plan' },
  context: DecideContext,
): Outcome {
  const { manager, hr } = state;
  if (!isOffered(state) || hr?.begun?.shared !== true || submission.flow.confidential) return refuse('stale');
  if (manager === null) return refuse('draft-incomplete', { field: 'manager' });
  const taken = { type: 'hr-draft-taken', person: manager } as const;
  const lead = evolve(state, { at: context.now, by: 'system', event: taken });
  const outcome = decideDraft(lead, { type: 'plan.submit', ...submission }, context);
  return outcome.type === 'refused' ? outcome : happened(taken, ...outcome.events);
}
