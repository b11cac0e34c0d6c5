import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isTaskActive, isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { leaverHearsFrom } from '../../domain/tasks/who-hears.ts';
import { accessPhase, confirmationState } from '../access/access-state.ts';
import type { Text } from '../card-view.ts';
import { byDue, taskTitle } from '../tasks/task-state.ts';
import { roleName } from '../words/role-name.ts';
import { calledName, type Voice } from '../words/voice.ts';

/** One instant that is to come, and whom it waits for. */
export interface ComingStep {
  what: 'task' | 'cut-off' | 'farewell' | 'survey';
  at: Instant;
  words: Text;
  /** Empty where it comes by itself, or nobody has been asked yet. */
  who: readonly string[];
}

/** The next instants that matter, soonest first. */
export function comingSteps(departure: Departure, voice: Voice, now: Instant): readonly ComingStep[] {
  const { dates, survey, leaver } = departure;
  const farewellAt = departure.draft.hears?.leaver === 'team-told' ? null : leaverHearsFrom(departure);
  const phase = accessPhase(departure, now);
  const coming: ComingStep[] = departure.tasks
    .filter((task) => isTaskOpen(task) && task.dueAt > now)
    .sort(byDue)
    .slice(0, 2)
    .map((task) => ({
      what: 'task',
      at: task.dueAt,
      words: voice.rich('departure.nextTask', {
        title: { strong: taskTitle(task, voice) },
        when: voice.moment(task.dueAt),
      }),
      who: isTaskActive(task) ? holderOf(departure, task, voice) : [],
    }));
  const scheduled = departure.flow?.cutOff.mode === 'scheduled' && phase !== 'none';
  if (dates && scheduled && dates.cutOff.at > now)
    coming.push({
      what: 'cut-off',
      at: dates.cutOff.at,
      words: voice.rich('departure.nextCutOff', { when: voice.zonedMoment(dates.cutOff) }),
      who: phase === 'to-confirm' ? missingRoles(departure, voice, now) : [],
    });
  if (farewellAt && farewellAt > now)
    coming.push({
      what: 'farewell',
      at: farewellAt,
      words: voice.rich('departure.nextFarewell', {
        name: calledName(departure, leaver.id, voice),
        when: voice.moment(farewellAt),
      }),
      who: [],
    });
  if (survey && survey.opensAt > now)
    coming.push({
      what: 'survey',
      at: survey.opensAt,
      words: voice.rich('departure.nextSurvey', { when: voice.moment(survey.opensAt) }),
      who: [],
    });
  return coming.sort((a, b) => (a.at < b.at ? -1 : 1)).slice(0, 4);
}

/** Who has the task: a person, else a role; nobody where neither is known. */
export function holderOf(departure: Departure, task: Task, voice: Voice): readonly string[] {
  if (task.assignee !== null) return [calledName(departure, task.assignee, voice)];
  return task.role === null ? [] : [roleName(departure, task.role, voice)];
}

/** The roles that still owe a confirmation. */
export function missingRoles(departure: Departure, voice: Voice, now: Instant): readonly string[] {
  return confirmationState(departure, now).missing.map(({ role }) => voice.t(`role.${role}`));
}
