import type { Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { ContactCommand } from './commands.ts';
import { closesWithAccess } from './contact.ts';

/**
 * The leaver, or HR for them, says where they are reached afterwards, or takes that back; whoever reads that mailbox
 * says whether it is the leaver's.
 */
export function decideContact(state: Departure, command: ContactCommand): Outcome {
  const { contact } = state;
  switch (command.type) {
    case 'contact.give': {
      const { email } = command;
      return closesWithAccess(state, email) ? refuse('contact-closes') : happened({ type: 'contact-given', email });
    }
    case 'contact.remove':
      return contact === undefined ? refuse('stale') : happened({ type: 'contact-removed' });
    case 'contact.confirm':
      // Whoever once said that it is not theirs is asked only about an address that is given anew.
      if (contact?.at !== command.given || contact.deniedAt !== undefined) return refuse('stale');
      return contact.confirmedAt === undefined ? happened({ type: 'contact-confirmed' }) : happened();
    case 'contact.deny':
      if (contact?.at !== command.given) return refuse('stale');
      return contact.deniedAt === undefined ? happened({ type: 'contact-denied' }) : happened();
  }
}
