import type { Flow, FlowStep } from '../flow/flow.ts';
import type { Task } from './task.ts';

/** What of a step says when its task begins, is due, reminds and escalates. */
export type StepRule = Pick<FlowStep, 'after' | 'due' | 'reminders' | 'escalate'> & { starts?: FlowStep['starts'] };

/** Approvers have until the evening of the working day after the step was done. */
export function approvalRuleOf({ id, escalate }: FlowStep): StepRule {
  return {
    after: [id],
    due: { from: 'start', offset: 1, unit: 'business-days' },
    reminders: [{ offset: 0, unit: 'business-days' }],
    escalate,
  };
}

/** The times that the flow sets for a task of a step, or for the approval of one; undefined for any other task. */
export function stepRuleOf(flow: Flow, { flowStepId, approves }: Task): StepRule | undefined {
  const step = flow.steps.find(({ id }) => id === flowStepId);
  return step && approves !== undefined ? approvalRuleOf(step) : step;
}
