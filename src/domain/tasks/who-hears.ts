import { atOnce, type Instant, latest } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { type Hears, usualHears } from '../flow/hears.ts';
import { isInsider } from '../people/visibility.ts';
import { isTaskOpen, settledAt, type Task } from './task.ts';

/** What of a departure says when people hear of it. */
type HearState = Pick<Departure, 'flow' | 'tasks' | 'leaver' | 'requester' | 'manager' | 'cast' | 'farewellAt'> & {
  draft: Pick<Departure['draft'], 'hears'>;
  survey?: Departure['survey'];
};

/**
 * The task that tells the team, of several the first that is open; undefined where the flow names none, or it is not in
 * this plan.
 */
export function tellingTask(state: Pick<Departure, 'flow' | 'tasks'>): Task | undefined {
  const telling = tellingTasks(state);
  return telling.find(isTaskOpen) ?? telling[0];
}

/**
 * One, or one for each thing where the step is repeated. Whether it was approved as well changes nothing: the team
 * knows.
 */
function tellingTasks({ flow, tasks }: Pick<Departure, 'flow' | 'tasks'>): readonly Task[] {
  const { teamTold } = flow ?? {};
  if (teamTold === undefined) return [];
  return tasks.filter(({ flowStepId, approves }) => flowStepId === teamTold && approves === undefined);
}

/** Since when the team has been told; null while that is not done, and from the beginning where nothing has to be. */
function teamToldAt(state: Pick<Departure, 'flow' | 'tasks'>): Instant | null {
  const telling = tellingTasks(state);
  return telling.some(isTaskOpen) ? null : (latest(telling.flatMap((one) => settledAt(one) ?? [])) ?? atOnce);
}

/** Whether the team has been told by then, or nothing tells it. */
export function isTeamTold(state: Pick<Departure, 'flow' | 'tasks'>, now: Instant): boolean {
  const at = teamToldAt(state);
  return at !== null && at <= now;
}

/** Whether the team can only be told once this task is settled: it must not wait for that itself. */
function isNeededToTell(state: HearState, task: Task): boolean {
  const needed = new Set<string>();
  const open = [...tellingTasks(state)];
  for (let next = open.pop(); next; next = open.pop()) {
    if (needed.has(next.id)) continue;
    needed.add(next.id);
    const { after } = next;
    open.push(...state.tasks.filter(({ id }) => after.includes(id)));
  }
  return needed.has(task.id);
}

/**
 * From when on somebody may be asked for this task, as far as the manager's choice goes; null while that has not come.
 * The leaver is asked for nothing before they have heard: where nobody chose a moment, their first step is that moment.
 */
export function mayBeAskedFrom(state: HearState, task: Task): Instant | null {
  const { assignee, nature } = task;
  if (assignee === state.leaver.id) return leaverIsAskedFrom(state);
  const isTeammate = assignee !== null && !isInsider(state, assignee);
  if (!isTeammate || nature === 'restore' || isNeededToTell(state, task)) return atOnce;
  return teammatesAreAskedFrom(state);
}

/**
 * From when on teammates may be asked for anything, as far as the manager's choice goes; null while that has not come.
 */
export function teammatesAreAskedFrom(state: HearState): Instant | null {
  const { teammates } = state.draft.hears ?? usualHears;
  return teammates === 'team-told' ? teamToldAt(state) : atOnce;
}

/**
 * From when on anything may be asked of the leaver, a step or the survey; null while that has not come. Where the
 * manager chose when they hear, nothing comes before that.
 */
export function leaverIsAskedFrom(state: HearState): Instant | null {
  return chosenForLeaver(state) === 'flow' ? atOnce : leaverHearsFrom(state);
}

/**
 * What the manager chose for the leaver; the flow's moment where there is no choice, or nothing that tells the team.
 */
function chosenForLeaver(state: HearState): Hears['leaver'] {
  const { leaver } = state.draft.hears ?? usualHears;
  if (state.flow?.confidential || (leaver === 'team-told' && tellingTasks(state).length === 0)) return 'flow';
  return leaver;
}

/**
 * From when on the leaver has their card, with the thanks, the dates and the one list of their steps; null before it is
 * planned. Where nobody chose a moment, neither the first step of their own nor the survey comes without it. A
 * confidential departure knows one moment only: its flow's, counted from the end of access.
 */
export function leaverHearsFrom(state: HearState): Instant | null {
  const { farewellAt, flow, leaver, tasks, survey } = state;
  const chosen = chosenForLeaver(state);
  if (farewellAt === null || flow?.confidential) return farewellAt;
  if (chosen === 'team-told') {
    const told = teamToldAt(state);
    return told !== null && told < farewellAt ? told : farewellAt;
  }
  if (chosen !== 'flow') return farewellAt;
  // What waits for other steps has not come yet, whenever it could begin without them.
  const own = tasks
    .filter(({ assignee, status }) => assignee === leaver.id && status !== 'skipped')
    .filter(({ status, after }) => status !== 'waiting' || after.length === 0)
    .map(({ startsAt }) => startsAt);
  return [farewellAt, survey?.opensAt ?? farewellAt, ...own].reduce((first, at) => (at < first ? at : first));
}
