import { isConfirmed, runDueAt, validConfirmations } from './approval.ts';
import type { PersonCommand, Preflight } from './command.ts';
import type { DecideContext, Outcome } from './decide.ts';
import { rescheduled } from './decide-lifecycle.ts';
import type { PersonContext } from './decide-task.ts';
import type { Departure } from './departure.ts';
import type { DepartureEvent } from './event.ts';
import { actionsOf, planText } from './plan.ts';
import { needsSecondPerson, whyNoProof, whyNotAccepted } from './proof.ts';
import { roleToFill } from './quorum-reach.ts';
import { happened, refuse } from './refusal.ts';
import { replanned } from './replanned.ts';
import { isOpen, type Revocation } from './revocation.ts';
import { day, plus } from './time.ts';

type AccessCommand = PersonCommand & { type: `access.${string}` | 'cut-off.release' };

export function decideAccess(state: Departure, command: AccessCommand, context: PersonContext): Outcome {
  switch (command.type) {
    case 'access.confirm':
      return confirm(state, command.planHash, context);
    case 'access.withdraw':
      if (state.runStartedAt) return refuse('run-started');
      if (!state.confirmations.some((one) => one.by === context.actor.id)) return refuse('nothing-to-confirm');
      return happened({ type: 'confirmation-withdrawn', by: context.actor.id });
    case 'access.replan':
      return replan(state, command.preflight, context);
    case 'cut-off.release':
      return release(state, command.planHash, context);
    case 'access.retry':
    case 'access.hand':
    case 'access.prove':
    case 'access.accept-proof':
    case 'access.waive':
      return mend(state, command, context);
  }
}

function confirm(state: Departure, planHash: string, { actor, now }: PersonContext): Outcome {
  if (state.runStartedAt) return refuse('run-started');
  if (state.revocations.length === 0) return refuse('nothing-to-confirm');
  if (planHash !== state.planHash) return refuse('plan-changed');
  if (state.unresolved.length > 0)
    return refuse('systems-unresolved', { systems: state.unresolved.map((one) => one.systemLabel).join(', ') });
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  if (validConfirmations(state, now).some((one) => one.by === actor.id)) return refuse('already-confirmed');
  const role = roleToFill(state, actor, now);
  if (role === null) return refuse('role-not-needed');
  const days = state.flow?.confirmation.validForDays ?? 1;
  return happened({
    type: 'access-confirmed',
    confirmation: { by: actor.id, role, at: now, planHash, expiresAt: plus(now, days * day) },
  });
}

function replan(state: Departure, preflight: Preflight, { digest, now }: DecideContext): Outcome {
  const { flow, dates, leaver } = state;
  if (!flow || !dates) return refuse('wrong-status', { status: state.status });
  if (state.runStartedAt) return refuse('run-started');
  // A system that does not answer now has not lost its accounts: what was planned there stays planned, and blocks until it was asked.
  const silent = new Set(preflight.unresolved.map(({ system }) => system));
  const kept = state.revocations.map(({ action }) => action).filter(({ system }) => silent.has(system));
  const answered = actionsOf(flow, preflight, state.draft.keptActionIds).filter(
    (action) => !kept.some(({ id }) => id === action.id),
  );
  const actions = [...answered, ...kept];
  const accounts = [
    ...preflight.accounts,
    ...state.accounts.filter(
      ({ system, id }) =>
        silent.has(system) && !preflight.accounts.some((one) => one.id === id && one.system === system),
    ),
  ];
  const planned = replanned(state, actions).map(({ action }) => action);
  const planHash = digest(
    planText({ leaverId: leaver.id, cutOff: dates.cutOff.at, mode: flow.cutOff.mode, actions: planned }),
  );
  const unchanged =
    planHash === state.planHash && JSON.stringify(preflight.unresolved) === JSON.stringify(state.unresolved);
  if (unchanged) return happened();
  // A system that merely does not answer takes no confirmation away: each account is looked up again before it is touched.
  const stands = planHash === state.planHash && isConfirmed(state, now);
  if (stands && preflight.unresolved.every(({ reason }) => isSilence(reason))) return happened();
  return happened({
    type: 'plan-changed',
    accounts,
    actions,
    unresolved: preflight.unresolved,
    planHash,
  });
}

/** Whether a system did not answer at all, rather than answered something that nothing can be planned on. See `preflight`. */
function isSilence(reason: string): boolean {
  return !reason.startsWith('ambiguous:') && !reason.startsWith('protected:');
}

function release(state: Departure, planHash: string, context: PersonContext): Outcome {
  const { now } = context;
  if (state.flow?.cutOff.mode !== 'released') return refuse('not-released-by-click');
  if (state.released) return refuse('already-released');
  if (planHash !== state.planHash) return refuse('plan-changed');
  if (state.revocations.length > 0 && !isConfirmed(state, now)) return refuse('not-confirmed-yet');
  // What counts from the cut-off counts from the click. The plan that was confirmed stays the plan.
  const moved =
    state.dates && rescheduled(state, { ...state.dates, cutOff: { ...state.dates.cutOff, at: now } }, context);
  const released: DepartureEvent = { type: 'cut-off-released', planHash };
  return moved ? happened<DepartureEvent>(released, { ...moved, planHash }) : happened(released);
}

type MendCommand = PersonCommand & {
  type: 'access.retry' | 'access.hand' | 'access.prove' | 'access.accept-proof' | 'access.waive';
};

function mend(state: Departure, command: MendCommand, { actor, now }: PersonContext): Outcome {
  const revocation = state.revocations.find((one) => one.action.id === command.actionId);
  if (!revocation) return refuse('not-found');
  if (revocation.rev !== command.rev) return refuse('stale');
  if (!isOpen(revocation) && !(command.type === 'access.retry' && revocation.status === 'waived'))
    return refuse('action-not-open');
  if (revocation.lease && revocation.lease.until > now) return refuse('stale');
  const { id: actionId } = revocation.action;
  switch (command.type) {
    case 'access.retry':
      return hasRun(state, revocation)
        ? happened({ type: 'revocation-retried', actionId })
        : refuse('not-confirmed-yet');
    case 'access.hand':
      // Before the run it takes the action out of it, like an exception; what the run left open only gets another pair of hands.
      if (actor.id === state.requester && !hasRun(state, revocation)) return refuse('requester-cannot-confirm');
      if (command.to.id === state.leaver.id) return refuse('assignee-is-leaver', { name: state.leaver.name });
      return happened({ type: 'revocation-handed', actionId, to: command.to });
    case 'access.prove':
      if (revocation.status !== 'manual' && revocation.status !== 'accepted') return refuse('action-not-manual');
      return prove(state, revocation, { actor, now, proof: command.proof });
    case 'access.accept-proof': {
      const why = whyNotAccepted(state, revocation, actor);
      return why ? { type: 'refused', refusal: why } : happened({ type: 'revocation-proof-accepted', actionId });
    }
    case 'access.waive':
      // An exception is a decision like a confirmation: never by whoever asked for the departure.
      if (actor.id === state.requester) return refuse('requester-cannot-confirm');
      if (command.until !== null && command.until <= now) return refuse('waiver-in-past');
      return happened({ type: 'revocation-waived', actionId, reason: command.reason, until: command.until });
  }
}

function prove(
  state: Departure,
  revocation: Revocation,
  { actor, now, proof }: Pick<PersonContext, 'actor' | 'now'> & { proof: string },
): Outcome {
  const why = whyNoProof(state, actor, now);
  if (why) return { type: 'refused', refusal: why };
  const proved = { type: 'revocation-proved', actionId: revocation.action.id, proof } as const;
  return happened(needsSecondPerson(state, revocation) ? { ...proved, secondPerson: true } : proved);
}

/** A retry is for something that was due: never a way to run an action ahead of its confirmation or its time. */
function hasRun(state: Departure, revocation: Revocation): boolean {
  return (
    state.runStartedAt !== null &&
    runDueAt(state) !== null &&
    revocation.status !== 'planned' &&
    revocation.status !== 'running'
  );
}
