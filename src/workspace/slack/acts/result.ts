import type { ActResult } from '../browser-api.ts';
import { clientSays } from '../client-words.ts';
import type { Delivery } from '../sending/sender.ts';
import type { Member } from '../stores/people.ts';

export function resultOf(delivery: Delivery, person: Member): ActResult {
  if (delivery.ok) return { ok: true };
  return { ok: false, problem: delivery.problem, message: clientSays(person.locale, 'trouble') };
}
