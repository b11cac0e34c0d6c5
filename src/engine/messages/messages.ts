import { careForAlumni } from '../alumni/care.ts';
import { bringAuditorMessages } from '../auditors/auditor-messages.ts';
import { bringPostMessages } from '../brand/critical-posts.ts';
import { oneAtATime } from '../concurrency/one-at-a-time.ts';
import { bringContractMessages } from '../contracts/contract-messages.ts';
import type { EngineDeps } from '../deps.ts';

/**
 * The messages that belong to no departure, brought in line in the background: about critical posts, auditors and
 * contracts, and what people who stay in touch are owed.
 */
interface Messages {
  /**
   * `decided`: somebody did something about one, so that all are brought now; else those about contracts come by the
   * clock. Resolves once nothing is being brought. Never rejects: what fails is logged, and left to the next who asks.
   */
  ask(decided: boolean): Promise<void>;
}

export function createMessages(deps: EngineDeps): Messages {
  let isDecided = false;
  const turns = oneAtATime(async () => {
    const atOnce = isDecided;
    isDecided = false;
    try {
      await bringPostMessages(deps);
      await bringAuditorMessages(deps);
      await bringContractMessages(deps, { atOnce });
      await careForAlumni(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'messages that belong to no departure were not brought; the sweep will try again');
    }
  });
  return {
    ask(decided) {
      isDecided ||= decided;
      turns.ask();
      return turns.settled();
    },
  };
}
