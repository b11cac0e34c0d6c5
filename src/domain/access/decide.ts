import { day, type Instant, minute, plus } from '../calendar/time.ts';
import type { PersonCommand, Preflight } from '../command.ts';
import type { DecideContext, Outcome } from '../decide.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { evolve } from '../evolve.ts';
import { rescheduled } from '../lifecycle/decide.ts';
import { happened, refuse } from '../refusal.ts';
import { type LookProblem, type SystemLook, unresolvedOf } from '../systems/look.ts';
import type { PersonContext } from '../tasks/decide.ts';
import { actionsOf, keptOf, planText } from '../tasks/plan-tasks.ts';
import { adoptTenant } from './adopt-tenant.ts';
import { isConfirmed, isPresentPlanConfirmed, runDueAt, validConfirmations } from './approval.ts';
import { accountOf, uncovered } from './coverage.ts';
import { decideLooks, inItsTenant } from './decide-looks.ts';
import { repeated } from './decide-run.ts';
import { calledWhileOpen } from './order.ts';
import { needsSecondPerson, whyNoProof, whyNotAccepted } from './proof.ts';
import { roleToFill } from './quorum-reach.ts';
import { replanned } from './replanned-revocations.ts';
import { isOpen, type LeaverAccount, type Revocation } from './revocation.ts';

type AccessCommand = PersonCommand & { type: `access.${string}` | 'cut-off.release' | 'alert.acknowledge' };

export function decideAccess(state: Departure, command: AccessCommand, context: PersonContext): Outcome {
  switch (command.type) {
    case 'access.confirm':
      return confirm(state, command.planHash, context);
    case 'access.withdraw':
      if (state.runStartedAt && uncovered(state).length === 0) return refuse('run-started');
      if (!state.confirmations.some((one) => one.by === context.actor.id)) return refuse('nothing-to-confirm');
      return happened({ type: 'confirmation-withdrawn', by: context.actor.id });
    case 'access.replan':
      return command.adopt
        ? adopt(state, command.adopt, { preflight: command.preflight, context })
        : replan(state, command.preflight, context);
    case 'cut-off.release':
      return release(state, command.planHash, context);
    case 'access.retry':
    case 'access.hand':
    case 'access.prove':
    case 'access.accept-proof':
    case 'access.waive':
      return mend(state, command, context);
    case 'alert.acknowledge':
      return acknowledge(state, command.alertId);
  }
}

/** Only what a person must look at is taken off by a person; every other alarm goes when what it is about has ended. */
function acknowledge({ alerts }: Departure, alertId: string): Outcome {
  const alert = alerts.find(({ id }) => id === alertId);
  if (alert?.kind !== 'activity' && alert?.kind !== 'unchecked') return refuse('not-found');
  return alert.clearedAt === null ? happened({ type: 'alert-cleared', alertId }) : refuse('stale');
}

function confirm(state: Departure, planHash: string, { actor, now }: PersonContext): Outcome {
  if (state.runStartedAt && uncovered(state).length === 0) return refuse('run-started');
  if (state.revocations.length === 0) return refuse('nothing-to-confirm');
  if (planHash !== state.planHash) return refuse('plan-changed');
  const unresolved = unresolvedOf(state);
  // Once the run has begun, what appeared in one system does not wait for another.
  if (unresolved.length > 0 && !state.runStartedAt)
    return refuse('systems-unresolved', { systems: unresolved.map((one) => one.systemLabel).join(', ') });
  if (actor.id === state.requester) return refuse('requester-cannot-confirm');
  if (validConfirmations(state, now).some((one) => one.by === actor.id)) return refuse('already-confirmed');
  const role = roleToFill(state, actor, now);
  if (role === null) return refuse('role-not-needed');
  const days = state.flow?.confirmation.validForDays ?? 1;
  const confirmation = { by: actor.id, role, at: now, planHash, expiresAt: plus(now, days * day) };
  const confirmed: DepartureEvent = { type: 'access-confirmed', confirmation };
  const after = { ...state, confirmations: [...state.confirmations, confirmation] };
  return state.runStartedAt && isPresentPlanConfirmed(after, now)
    ? happened<DepartureEvent>(confirmed, { type: 'coverage-extended' })
    : happened(confirmed);
}

/** The tenant is adopted first, and then the look that shows it counts. */
function adopt(
  state: Departure,
  adoption: NonNullable<(AccessCommand & { type: 'access.replan' })['adopt']>,
  { preflight, context }: { preflight: Preflight; context: PersonContext },
): Outcome {
  const adopted = adoptTenant(state, adoption, { preflight, context });
  if (adopted.type === 'refused') return adopted;
  const { actor, now } = context;
  const after = adopted.events.reduce((before, event) => evolve(before, { at: now, by: actor.id, event }), state);
  const planned = replan(after, preflight, context);
  return planned.type === 'refused' ? planned : happened(...adopted.events, ...planned.events);
}

function replan(state: Departure, preflight: Preflight, context: DecideContext): Outcome {
  const { flow, dates, leaver } = state;
  if (!flow || !dates) return refuse('wrong-status', { status: state.status });
  // What the run has begun with stays confirmed; a fresh look adds to it.
  if (state.runStartedAt)
    return decideLooks(
      state,
      // What does not answer a person is asked again by itself: looking never ends the retries of a run.
      preflight.systems.map((look) => ({
        look,
        retryAt: look.problem !== null && isSilence(look.problem) ? plus(context.now, minute) : null,
      })),
      context,
    );
  const looks = [
    ...preflight.systems.map((look) => inItsTenant(state, look, context.actor)),
    ...notAsked(state, preflight, context.now),
  ];
  // A system that does not answer now has not lost its accounts: what was planned there stays planned, and blocks until it was asked.
  const silent = new Set(looks.filter(({ problem }) => problem !== null).map(({ system }) => system));
  // Nor is an account gone because one search did not find it: what was planned is called by its id, and proven there.
  const missing = notFound(state, looks);
  const before = state.revocations
    .map(({ action }) => action)
    .filter((action) => silent.has(action.system) || accountOf(missing, action) !== undefined);
  const answered = actionsOf(flow, looks, state.draft.keptActionIds).filter(
    (action) => !before.some(({ id }) => id === action.id),
  );
  const actions = [...answered, ...before];
  const kept = [
    ...keptOf(flow, looks, state.draft.keptActionIds),
    ...state.kept.filter(({ system, id }) => silent.has(system) && !actions.some((action) => action.id === id)),
  ].filter(({ id }, index, all) => all.findIndex((one) => one.id === id) === index);
  const planned = replanned(state, actions).map(({ action }) => action);
  const planHash = context.digest(
    planText({ leaverId: leaver.id, cutOff: dates.cutOff.at, mode: flow.cutOff.mode, actions: planned, kept }),
  );
  const same = planHash === state.planHash;
  if (same && problemsOf(looks) === problemsOf(state.systems)) return happened();
  // A system that merely does not answer takes no confirmation away: each account is looked up again before it is touched.
  const stands = same && isConfirmed(state, context.now);
  if (stands && looks.every(({ problem }) => problem === null || isSilence(problem))) return happened();
  return happened({ type: 'plan-changed', looks: [...looks], actions, kept, planHash });
}

/** Accounts of the plan that a look of their own tenant does not find any more. */
function notFound({ accounts }: Departure, looks: readonly SystemLook[]): readonly LeaverAccount[] {
  return accounts.filter(({ system, id, tenant }) => {
    const look = looks.find((one) => one.system === system);
    return look?.tenant === tenant && look.accounts.every(({ account }) => account.id !== id);
  });
}

/** Systems in which something is planned, and which were left out of `relais.yaml` since: whatever is there is still there. */
function notAsked(state: Departure, preflight: Preflight, now: Instant): SystemLook[] {
  return state.systems
    .filter(({ system }) => preflight.systems.every((look) => look.system !== system))
    .filter(({ system }) => state.revocations.some((one) => one.action.system === system && isOpen(one)))
    .map(({ system, systemLabel }) => {
      const reason = `rejected: ${systemLabel} is not configured any more; put it back into relais.yaml`;
      const problem = { kind: 'unreachable' as const, reason };
      const { accessRev } = state;
      return { system, systemLabel, at: now, accessRev, asked: [], tenant: null, accounts: [], problem };
    });
}

function problemsOf(systems: readonly { system: string; problem: LookProblem | null }[]): string {
  return JSON.stringify(systems.map(({ system, problem }) => [system, problem?.kind, problem?.reason]));
}

/** Whether a system did not answer in full, rather than answered something that nothing can be planned on. */
function isSilence({ kind }: LookProblem): boolean {
  return kind === 'unreachable' || kind === 'incomplete';
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
      if (why) return { type: 'refused', refusal: why };
      return happened<DepartureEvent>(
        { type: 'revocation-proof-accepted', actionId },
        ...(revocation.action.stage === 'disable' ? repeated(calledWhileOpen(state, revocation), 'was-open') : []),
      );
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
  const why = whyNoProof(state, revocation, { actor, now });
  if (why) return { type: 'refused', refusal: why };
  const proved = { type: 'revocation-proved', actionId: revocation.action.id, proof } as const;
  if (needsSecondPerson(state, revocation)) return happened({ ...proved, secondPerson: true });
  const closes = revocation.action.stage === 'disable';
  return happened<DepartureEvent>(proved, ...(closes ? repeated(calledWhileOpen(state, revocation), 'was-open') : []));
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
