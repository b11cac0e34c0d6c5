import { oneAtATime } from '../concurrency/one-at-a-time.ts';
import type { EngineDeps } from '../deps.ts';
import { workOnReview } from './work-on-review.ts';

/**
 * Goes on with the review in the background, once at a time. `ask` resolves once nothing is being read, and never
 * rejects: what fails is logged, and left to the next who asks.
 */
export function createReviewing(deps: EngineDeps): { ask(): Promise<void> } {
  const turns = oneAtATime(async () => {
    try {
      await workOnReview(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'a review could not be gone on with; the sweep will try again');
    }
  });
  return {
    ask() {
      turns.ask();
      return turns.settled();
    },
  };
}
