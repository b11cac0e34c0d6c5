import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { RunReport } from './commands.ts';
import { intend, record } from './decide-calls.ts';
import { recheck, watch } from './decide-watch.ts';

/** What the reconciler reports of calls, read-backs and the watch. */
export function decideRunReport(state: Departure, command: RunReport, context: DecideContext): Outcome {
  switch (command.type) {
    case 'revocation.intend':
      return intend(state, command, context.now);
    case 'revocation.record':
      return record(state, command, context.now);
    case 'recheck.record':
      return recheck(state, command, context);
    case 'watch.record':
      return watch(state, command, context);
  }
}
