import type { BecauseOfHr } from '../../domain/lifecycle/end.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Why the person stays, where an HR system said it and nobody wrote anything. */
export function hrReason({ why, source }: BecauseOfHr, voice: Voice): string {
  return voice.t(why === 'again' ? 'hr.again.reason' : 'hr.stays.reason', { source: oneLine(source) });
}
