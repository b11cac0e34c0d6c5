import { type Instant, minute, plus } from './time.ts';

/** Work done within this much of its instant is on time: a process restarts in less. */
const grace = 5 * minute;

/** Whether what was due at `due` and was done at `done` counts as on time. */
export function isPunctual(due: Instant, done: Instant): boolean {
  return done <= plus(due, grace);
}
