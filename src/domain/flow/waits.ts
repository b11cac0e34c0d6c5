import { type Instant, latest } from '../calendar/time.ts';
import type { FlowStep, Wait } from './flow.ts';
import { type PlanContext, waitOver } from './moment.ts';

/** What a step waits for; an id alone means at once after it. */
export function waitsOf({ after }: Pick<FlowStep, 'after'>): readonly Wait[] {
  return after.map((one) => (typeof one === 'string' ? { step: one, offset: 0, unit: 'days' as const } : one));
}

/**
 * Whether the times of a step follow from when others are settled; else they hang on the dates of the departure alone.
 */
export function hasOwnClock({ after, due }: Pick<FlowStep, 'after' | 'due'>): boolean {
  return due.from === 'start' || after.some((one) => typeof one !== 'string');
}

/**
 * From when on a step may begin for what it waits for. `settledAt` says when a step was, or is expected to be, settled;
 * null for one that is not in this departure, which holds nothing back. Null when nothing holds it back.
 */
export function beginsAfter(
  step: Pick<FlowStep, 'after'>,
  settledAt: (stepId: string) => Instant | null,
  context: PlanContext,
): Instant | null {
  const ends = waitsOf(step).flatMap((wait) => {
    const at = settledAt(wait.step);
    return at === null ? [] : [waitOver(wait, at, context)];
  });
  return latest(ends);
}
