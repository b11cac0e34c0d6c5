import type { Departure } from '../departure.ts';
import type { TimedEvent } from '../work.ts';
import { contactQuestion } from './contact.ts';

/** An address that nobody has confirmed is asked about once more. */
export function timedContact(state: Departure): TimedEvent[] {
  const question = contactQuestion(state);
  if (question === null || state.contact?.remindedAt !== undefined) return [];
  return [{ at: question.remindAt, why: 'reminder', event: { type: 'contact-reminded' } }];
}
