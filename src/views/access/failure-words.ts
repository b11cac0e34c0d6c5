import { openAgainBecause } from '../../domain/actions/open-again.ts';
import type { Revocation } from '../../domain/actions/revocation.ts';
import type { Voice } from '../words/voice.ts';

/**
 * What kind of failure it is, in the reader's language; null where it has not failed. What was to pass on is not what
 * was to end.
 */
export function failureWords(revocation: Pick<Revocation, 'failure' | 'action'>, voice: Voice): string | null {
  const { failure, action } = revocation;
  if (failure === null) return null;
  const again = openAgainBecause(revocation);
  if (again !== null) return voice.t(`open-again.${again}`);
  const isLeftBehind = failure.kind === 'read-back-differs' && action.stage === 'data';
  return voice.t(isLeftBehind ? 'error.not-passed-on' : `error.${failure.kind}`);
}
