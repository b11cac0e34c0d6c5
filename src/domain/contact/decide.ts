import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { ContactCommand } from './commands.ts';
import { closesWithAccess } from './contact.ts';

/** The leaver, or HR for them, says where they are reached afterwards, or takes that back. */
export function decideContact(state: Departure, command: ContactCommand): Outcome {
  if (command.type === 'contact.remove')
    return state.contact === undefined ? refuse('stale') : happened({ type: 'contact-removed' });
  const { email } = command;
  if (closesWithAccess(state, email)) return refuse('contact-closes');
  return happened({ type: 'contact-given', email });
}
