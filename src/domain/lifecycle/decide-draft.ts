import type { Dates } from '../calendar/dates.ts';
import type { Instant } from '../calendar/time.ts';
import { unreachable } from '../confirmation/quorum-reach.ts';
import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { lentTo } from '../equipment/lent.ts';
import type { Flow } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';
import { planContextOf } from '../flow/moment.ts';
import { ownRolesNamed } from '../flow/roles-named.ts';
import type { PersonId } from '../people/people.ts';
import { isApart } from '../people/wave-membership.ts';
import { actionsOf, keptOf } from '../plan/plan-actions.ts';
import { planText } from '../plan/plan-hash.ts';
import { happened, type Refusal, refuse } from '../refusal.ts';
import { planTasks } from '../tasks/plan-tasks.ts';
import type { DraftCommand } from './commands.ts';
import { datesProblem } from './dates-problem.ts';
import type { Draft } from './draft.ts';
import { farewellAndSurvey } from './farewell-and-survey.ts';
import { isStartedAlready } from './other-departures.ts';

type DraftPatch = (DraftCommand & { type: 'draft.edit' })['patch'];

/** What people ask of a departure that is not planned yet. */
export function decideDraft(state: Departure, command: DraftCommand, context: DecideContext): Outcome {
  switch (command.type) {
    case 'draft.edit': {
      if (command.manager === state.leaver.id) return refuse('leaver-is-manager');
      if (command.manager !== undefined && isApart(state, command.manager)) return refuse('in-wave');
      const problem = draftProblem(command.patch, state, context.now);
      if (problem) return { type: 'refused', refusal: problem };
      return happened({
        type: 'draft-edited',
        patch: ofItsFlow(command.patch, state.draft),
        manager: command.manager ?? null,
        people: command.people ?? {},
      });
    }
    case 'draft.discard':
      return happened({ type: 'cancelled', reason: null });
    case 'plan.submit':
      return submit(state, command, context);
  }
}

/**
 * What the manager keeps was chosen among what one flow would end: with another kind, or another flow, it is chosen
 * anew.
 */
function ofItsFlow(patch: DraftPatch, { kind, workerType, flowId }: Draft): DraftPatch {
  const changes =
    (patch.kind !== undefined && patch.kind !== kind) ||
    (patch.workerType !== undefined && patch.workerType !== workerType) ||
    (patch.flowId !== undefined && patch.flowId !== flowId);
  return changes ? { ...patch, keptActionIds: patch.keptActionIds ?? [] } : patch;
}

function draftProblem(
  patch: Partial<Record<keyof Draft, unknown>> & {
    dates?: Dates | null | undefined;
    nowConfirmed?: boolean | undefined;
    handovers?: Draft['handovers'] | undefined;
    heir?: Draft['heir'];
    heirs?: Draft['heirs'];
  },
  state: Departure,
  now: Instant,
): Refusal | null {
  const dates = patch.dates ?? null;
  if (dates) {
    const problem = datesProblem(dates, { now, nowConfirmed: patch.nowConfirmed ?? state.draft.nowConfirmed });
    if (problem) return problem;
  }
  const toLeaver =
    patch.handovers?.some(({ to, fallback }) => to === state.leaver.id || fallback === state.leaver.id) ||
    patch.heir === state.leaver.id ||
    Object.values(patch.heirs ?? {}).includes(state.leaver.id);
  return toLeaver ? refuse('assignee-is-leaver', { name: state.leaver.name }).refusal : null;
}

function submit(state: Departure, command: DraftCommand & { type: 'plan.submit' }, context: DecideContext): Outcome {
  const { draft, manager, leaver } = state;
  const { flow, preflight } = command;
  const missing = (['kind', 'workerType', 'dates'] as const).find((field) => draft[field] === null);
  if (missing) return refuse('draft-incomplete', { field: missing });
  if (!draft.kind || !draft.workerType || !draft.dates) return refuse('draft-incomplete', { field: 'dates' });
  if (manager === null) return refuse('draft-incomplete', { field: 'manager' });
  if (!flow.kinds.includes(draft.kind) || !flow.workerTypes.includes(draft.workerType))
    return refuse('flow-does-not-fit');
  if (isStartedAlready(flow, context.others)) return refuse('duplicate');
  // "Now" is when the departure starts, not when it was typed: the plan may have been read for longer than a cut-off
  // may be old.
  const dates = draft.nowConfirmed
    ? { ...draft.dates, cutOff: { ...draft.dates.cutOff, at: context.now } }
    : draft.dates;
  const problem = datesProblem(dates, { now: context.now, nowConfirmed: draft.nowConfirmed });
  if (problem) return { type: 'refused', refusal: problem };
  const prepares = (id: string) => id !== leaver.id && !isApart(state, id);
  const cast = {
    hr: (command.cast.hr ?? []).filter(prepares),
    it: (command.cast.it ?? []).filter(prepares),
    admin: (command.cast.admin ?? []).filter(prepares),
    ...ownRolesOf(flow, command),
  };
  const plan: PlanContext = { ...planContextOf(state, dates, context) };
  const looks = preflight.systems;
  const actions = [...actionsOf(flow, looks, draft.keptActionIds)];
  const kept = [...keptOf(flow, looks, draft.keptActionIds)];
  const stuck = actions.length + looks.length > 0 ? neverConfirmed(state, { flow, cast, command }) : null;
  if (stuck) return { type: 'refused', refusal: stuck };
  const { lines, equipment } = lentTo(draft.equipment, command.lent, flow.access === 'all');
  const { tasks, inapplicable } = planTasks(flow, { ...state, cast, draft: { ...draft, equipment: lines } }, plan, {
    leaving: context.leaving,
    managesPeople: command.managesPeople ?? null,
    // Whoever stays in the company may keep what they post for.
    sharedAccounts: flow.access === 'all' ? (command.sharedAccounts ?? []) : [],
  });
  return happened({
    type: 'planned',
    flow,
    dates,
    looks,
    actions,
    kept,
    planHash: context.digest(
      planText({ leaverId: leaver.id, cutOff: dates.cutOff.at, mode: flow.cutOff.mode, actions, kept }),
    ),
    tasks,
    ...(inapplicable.length > 0 && { inapplicable }),
    ...(equipment.length > 0 && { equipment }),
    cast,
    people: command.people,
    ...farewellAndSurvey(flow, plan, { hears: draft.hears }),
  });
}

/** Those roles of the organisation's own that the flow names. */
function ownRolesOf(
  flow: Flow,
  { ownRoles = {} }: DraftCommand & { type: 'plan.submit' },
): Pick<Departure['cast'], 'own'> {
  const named = ownRolesNamed(flow);
  const own = Object.entries(ownRoles).filter(([id]) => named.includes(id));
  return own.length === 0 ? {} : { own: Object.fromEntries(own) };
}

/**
 * A plan that nobody could ever confirm would pass its cut-off with every access open. Says who is missing, and who
 * could help.
 */
function neverConfirmed(
  { requester, leaver, people }: Departure,
  { flow, cast, command }: { flow: Flow; cast: Departure['cast']; command: DraftCommand & { type: 'plan.submit' } },
): Refusal | null {
  const { confirmers } = flow.confirmation;
  const missing = unreachable(confirmers, cast, new Set([requester, leaver.id]));
  if (!missing) return null;
  const named = (ids: readonly PersonId[]) =>
    [...new Set(ids)].map((id) => command.people[id]?.name ?? people[id]?.name ?? id).join(', ');
  const others = [...cast.hr, ...cast.admin, ...(leaver.managerId ? [leaver.managerId] : [])];
  const starters = [...new Set(others)].filter(
    (id) => id !== requester && unreachable(confirmers, cast, new Set([id, leaver.id])) === null,
  );
  return refuse('quorum-unreachable', {
    role: missing.role,
    needed: missing.needed,
    able: missing.able.length,
    names: named(missing.able),
    starters: starters.length,
    starterNames: named(starters),
  }).refusal;
}
