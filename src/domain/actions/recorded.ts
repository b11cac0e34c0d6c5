import { type Instant, minute, plus } from '../calendar/time.ts';
import type { ActionResult } from '../systems/action-result.ts';
import type { Revocation } from './revocation.ts';

/**
 * The action once the result of its call, or of its read-back, is known. `late`: after the cut-off by more than the
 * grace.
 */
export function recorded(
  one: Revocation,
  result: ActionResult,
  { at, late }: { at: Instant; late: boolean },
): Revocation {
  const { byHand: _, ...kept } = one;
  const base = { ...kept, lease: null };
  switch (result.status) {
    case 'verified':
      return {
        ...base,
        status: 'verified',
        mustReadBack: false,
        notBefore: null,
        failure: null,
        endedAt: at,
        late,
        residualUntil: one.action.residualMinutes > 0 ? plus(at, one.action.residualMinutes * minute) : null,
      };
    case 'accepted':
      return {
        ...base,
        status: 'accepted',
        mustReadBack: true,
        notBefore: result.readBackAt,
        failure: null,
        endedAt: result.readBackAt === null ? at : null,
      };
    case 'unknown':
      return { ...base, status: 'running', mustReadBack: true, notBefore: result.readBackAt };
    case 'failed':
      return {
        ...base,
        status: 'failed',
        // A call that was refused did nothing. What could not be read, or differed to the end, is read before it is
        // called again.
        mustReadBack: result.kind === 'read-back-differs' ? result.retryAt === null : one.lease?.mode === 'read-back',
        notBefore: result.retryAt,
        failure: { kind: result.kind, message: result.message, at },
        endedAt: result.retryAt === null ? at : null,
      };
    case 'manual':
      return {
        ...base,
        status: 'manual',
        mustReadBack: false,
        notBefore: result.readBackAt ?? null,
        failure: null,
        byHand: result.message,
      };
  }
}
