import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { ConfirmationCommand } from './commands.ts';
import { confirm } from './confirm.ts';
import { uncovered } from './coverage.ts';

/** What those who confirm ask. */
export function decideConfirmation(state: Departure, command: ConfirmationCommand, context: PersonContext): Outcome {
  switch (command.type) {
    case 'access.confirm':
      return confirm(state, command.planHash, context);
    case 'access.withdraw':
      if (state.runStartedAt && uncovered(state).length === 0) return refuse('run-started');
      if (!state.confirmations.some((one) => one.by === context.actor.id)) return refuse('nothing-to-confirm');
      return happened({ type: 'confirmation-withdrawn', by: context.actor.id });
  }
}
