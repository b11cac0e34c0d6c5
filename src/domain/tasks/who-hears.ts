import { atOnce, type Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { usualHears } from '../flow/hears.ts';
import { isInsider } from '../people/visibility.ts';
import type { Task } from './task.ts';

/** The task that tells the team; undefined where the flow names none, or it is not in this plan. */
export function tellingTask({ flow, tasks }: Pick<Departure, 'flow' | 'tasks'>): Task | undefined {
  return flow?.teamTold === undefined ? undefined : tasks.find(({ flowStepId }) => flowStepId === flow.teamTold);
}

/** Since when the team has been told; null while that is not done, and from the beginning where nothing has to be. */
function teamToldAt(state: Pick<Departure, 'flow' | 'tasks'>): Instant | null {
  const task = tellingTask(state);
  return task === undefined ? atOnce : ((task.done ?? task.skipped)?.at ?? null);
}

/** From when on somebody may be asked for this task, as far as the manager's choice goes; null while that has not come. */
export function mayBeAskedFrom(state: Departure, task: Task): Instant | null {
  const { assignee, nature } = task;
  const isTeammate = assignee !== null && assignee !== state.leaver.id && !isInsider(state, assignee);
  const { teammates } = state.draft.hears ?? usualHears;
  return isTeammate && nature !== 'restore' && teammates === 'team-told' ? teamToldAt(state) : atOnce;
}

/**
 * From when on the leaver has their card, with the thanks, the dates and the one list of their steps; null before it is
 * planned. Where nobody chose a moment, neither the first step of their own nor the survey comes without it. A confidential departure
 * knows one moment only: its flow's, counted from the end of access.
 */
export function leaverHearsFrom(state: Departure): Instant | null {
  const { farewellAt, flow, draft, leaver, tasks, survey } = state;
  const { leaver: chosen } = draft.hears ?? usualHears;
  if (farewellAt === null || flow?.confidential) return farewellAt;
  if (chosen === 'team-told') {
    const told = teamToldAt(state);
    return told !== null && told < farewellAt ? told : farewellAt;
  }
  if (chosen !== 'flow') return farewellAt;
  const own = tasks
    .filter(({ assignee, status }) => assignee === leaver.id && status !== 'skipped')
    .map(({ startsAt }) => startsAt);
  return [farewellAt, survey?.opensAt ?? farewellAt, ...own].reduce((first, at) => (at < first ? at : first));
}
