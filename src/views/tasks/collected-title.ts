import type { Departure } from '../../domain/departure.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { Voice } from '../words/voice.ts';
import { stepTitle } from './step-words.ts';
import { taskTitle } from './task-state.ts';

/** What all the lines of a collected card are about, in a few words. */
export function collectedTitle(lines: readonly { departure: Departure; task: Task | null }[], voice: Voice): string {
  const [first] = lines;
  if (first === undefined || first.task === null) return voice.t('collected.departures');
  const { task, departure } = first;
  const title = taskTitle(task, voice);
  if (lines.every((line) => line.task !== null && taskTitle(line.task, voice) === title)) return title;
  const step = departure.flow?.steps.find(({ id }) => id === task.flowStepId);
  return step ? stepTitle(step, voice, 150) : voice.t(`collected.nature.${task.nature}`);
}
