import type { Task } from '../tasks/task.ts';
import type { Share } from './tally.ts';

/** How many handovers somebody has taken over; what was skipped needs nobody. */
export function handoverShare(tasks: readonly Task[]): Share {
  const handovers = tasks.filter(({ nature, status }) => nature === 'handover' && status !== 'skipped');
  return {
    done: handovers.filter(({ status }) => status === 'accepted' || status === 'done').length,
    total: handovers.length,
  };
}
