import type { Flow, FlowStep } from '../flow/flow.ts';
import type { Task } from './task.ts';

/** What of a step says when its task begins, is due, reminds and escalates. */
type StepRule = Pick<FlowStep, 'after' | 'due' | 'reminders' | 'escalate'> & { starts?: FlowStep['starts'] };

/**
 * Of an account that speaks for the company: it begins when access ends, and is to be over within the hour; then others
 * hear that it is not.
 */
export const sharedAccountRule: StepRule = {
  after: [],
  starts: { from: 'cut-off', offset: 0, unit: 'hours' },
  due: { from: 'cut-off', offset: 1, unit: 'hours' },
  reminders: [{ offset: 0, unit: 'hours' }],
  escalate: { after: { offset: 0, unit: 'hours' }, to: 'manager' },
};

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

/**
 * What the flow says about when a task begins and is due; undefined for access to give back, which hangs on no date.
 */
export function timingRuleOf(task: Task, flow: Flow): Flow['handovers'] | StepRule | undefined {
  switch (task.nature) {
    case 'step':
      return stepRuleOf(flow, task);
    case 'handover':
      return flow.handovers;
    case 'equipment':
      return flow.equipment;
    case 'credential':
      return flow.credentials;
    case 'shared-account':
      return sharedAccountRule;
    case 'restore':
      return undefined;
  }
}
