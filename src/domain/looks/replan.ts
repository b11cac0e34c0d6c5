import type { LeaverAccount } from '../actions/leaver-account.ts';
import { isOpen } from '../actions/revocation.ts';
import { type Instant, minute, plus } from '../calendar/time.ts';
import { isConfirmed } from '../confirmation/approval.ts';
import { accountOf } from '../confirmation/coverage.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { actionsOf, keptOf } from '../plan/plan-actions.ts';
import { planText } from '../plan/plan-hash.ts';
import { replannedRevocations } from '../plan/replanned-revocations.ts';
import { happened, refuse } from '../refusal.ts';
import { type LookProblem, type Preflight, type SystemLook, unconfiguredReason } from '../systems/look.ts';
import { decideLooks, inItsTenant } from './decide-looks.ts';
import { toldApart } from './told-apart.ts';

/** Every system was asked again, because a person wanted to know. */
export function replan(state: Departure, preflight: Preflight, context: DecideContext): Outcome {
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
    ...preflight.systems.map((look) => toldApart(state, inItsTenant(state, look, context.actor))),
    ...notAsked(state, preflight, context.now),
  ];
  // A system that does not answer now has not lost its accounts: what was planned there stays planned, and blocks until
  // it was asked.
  const silent = new Set(looks.filter(({ problem }) => problem !== null).map(({ system }) => system));
  // Nor is an account gone because one search did not find it: what was planned is called by its id, and proven there.
  const missing = notFound(state, looks);
  // What merely could not be told this time is planned as it was.
  const untold = new Set(looks.flatMap(({ notes = [] }) => notes.map(({ actionId }) => actionId)));
  const before = state.revocations
    .map(({ action }) => action)
    .filter((action) => silent.has(action.system) || untold.has(action.id) || accountOf(missing, action) !== undefined);
  const answered = actionsOf(flow, looks, state.draft.keptActionIds).filter(
    (action) => !before.some(({ id }) => id === action.id),
  );
  const actions = [...answered, ...before];
  const kept = [
    ...keptOf(flow, looks, state.draft.keptActionIds),
    ...state.kept.filter(({ system, id }) => silent.has(system) && !actions.some((action) => action.id === id)),
  ].filter(({ id }, index, all) => all.findIndex((one) => one.id === id) === index);
  const planned = replannedRevocations(state, actions).map(({ action }) => action);
  const planHash = context.digest(
    planText({ leaverId: leaver.id, cutOff: dates.cutOff.at, mode: flow.cutOff.mode, actions: planned, kept }),
  );
  const same = planHash === state.planHash;
  if (same && problemsOf(looks) === problemsOf(state.systems)) return happened();
  // A system that merely does not answer takes no confirmation away: each account is looked up again before it is
  // touched.
  const stands = same && isConfirmed(state, context.now);
  if (stands && looks.every(({ problem }) => problem === null || isSilence(problem)))
    return happened(...answersOfLeftOut(state, looks));
  return happened({ type: 'plan-changed', looks: [...looks], actions, kept, planHash });
}

/** What the confirmed plan goes on without, and answers by now without anything to add: it is left out no more. */
function answersOfLeftOut({ systems, planHash }: Departure, looks: readonly SystemLook[]): DepartureEvent[] {
  return looks.flatMap((look): DepartureEvent[] => {
    const known = systems.find(({ system }) => system === look.system);
    return planHash !== null && known?.setAside && look.problem === null
      ? [{ type: 'looked', look, retryAt: null, appeared: [], planHash }]
      : [];
  });
}

/** Accounts of the plan that a look of their own tenant does not find any more. */
function notFound({ accounts }: Departure, looks: readonly SystemLook[]): readonly LeaverAccount[] {
  return accounts.filter(({ system, id, tenant }) => {
    const look = looks.find((one) => one.system === system);
    return look?.tenant === tenant && look.accounts.every(({ account }) => account.id !== id);
  });
}

/**
 * Systems in which something is planned, and which were left out of `relais.yaml` since: whatever is there is still
 * there.
 */
function notAsked(state: Departure, preflight: Preflight, now: Instant): SystemLook[] {
  return state.systems
    .filter(({ system }) => preflight.systems.every((look) => look.system !== system))
    .filter(({ system }) => state.revocations.some((one) => one.action.system === system && isOpen(one)))
    .map(({ system, systemLabel }) => {
      const problem = { kind: 'unreachable' as const, reason: unconfiguredReason };
      const { accessRev } = state;
      return { system, systemLabel, at: now, accessRev, asked: [], tenant: null, accounts: [], problem };
    });
}

function problemsOf(systems: readonly Pick<SystemLook, 'system' | 'problem' | 'notes'>[]): string {
  return JSON.stringify(
    systems.map(({ system, problem, notes = [] }) => [system, problem?.kind, problem?.reason, ...notes]),
  );
}

/** Whether a system did not answer in full, rather than answered something that nothing can be planned on. */
function isSilence({ kind }: LookProblem): boolean {
  return kind === 'unreachable' || kind === 'incomplete';
}
