import type { Departure } from '../departure.ts';
import { refuse } from '../refusal.ts';
import { isTaskOpen, type Task } from './task.ts';

/** Whether this person did what the task approves, or approved it already. */
export function didIt({ tasks }: Departure, { approves }: Task, person: string): boolean {
  return (
    approves !== undefined && tasks.some((one) => [one.id, one.approves].includes(approves) && one.done?.by === person)
  );
}

/** An approval is its approver's own word, on what is done, and never on what they did themselves. */
export function approvalProblem(state: Departure, task: Task, person: string): ReturnType<typeof refuse> | null {
  if (task.approves === undefined) return null;
  if (!state.tasks.find(({ id }) => id === task.approves)?.done) return refuse('task-waits');
  if (didIt(state, task, person)) return refuse('approve-own');
  return person === task.assignee ? null : refuse('not-permitted');
}

/** Nobody leaves the approval out of what they did, or have to do. */
export function mayLeaveOut(state: Departure, task: Task, person: string): boolean {
  const step = state.tasks.find(({ id }) => id === task.approves);
  return !didIt(state, task, person) && !(step && isTaskOpen(step) && step.assignee === person);
}

/** Whether this person left out an approval of the step, so that somebody else has to do it, whoever has it by now. */
export function leftItsApprovalOut({ tasks }: Departure, step: Task, person: string): boolean {
  return tasks.some(({ approves, skipped }) => approves === step.id && skipped?.by === person);
}
