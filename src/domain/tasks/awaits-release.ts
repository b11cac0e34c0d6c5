import type { Departure } from '../departure.ts';
import type { Moment } from '../flow/flow.ts';
import { sharedAccountRule, stepRuleOf } from './step-rule.ts';
import type { Task } from './task.ts';

/**
 * Whether a task waits for the click at the meeting. What begins at the cut-off begins when access really ends: at the
 * planned hour nobody has been told yet, and whoever locks a device or changes a code then tells the person before the
 * manager does.
 */
export function awaitsRelease({ flow, released }: Pick<Departure, 'flow' | 'released'>, task: Task): boolean {
  if (flow?.cutOff.mode !== 'released' || released !== null) return false;
  return beginning(flow, task)?.from === 'cut-off';
}

function beginning(flow: NonNullable<Departure['flow']>, task: Task): Moment | undefined {
  switch (task.nature) {
    case 'step':
      return stepRuleOf(flow, task)?.starts;
    case 'equipment':
      return flow.equipment.starts;
    case 'credential':
      return flow.credentials.starts;
    case 'handover':
      return flow.handovers.starts;
    case 'shared-account':
      return sharedAccountRule.starts;
    case 'restore':
      return undefined;
  }
}
