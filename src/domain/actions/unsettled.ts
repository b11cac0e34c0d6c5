import type { Departure } from '../departure.ts';
import type { Revocation } from './revocation.ts';

/**
 * Whether access of a departure that has ended may still be open, and only its record knows: an exception that ends
 * opens the departure again, and a call that was under way when it was stopped is read back, which may leave something
 * to give back.
 */
export function isUnsettled({ status, revocations }: Pick<Departure, 'status' | 'revocations'>): boolean {
  return revocations.some((one) => isAwaited(one) || (status === 'completed' && isExceptionWithEnd(one)));
}

function isAwaited({ status, notBefore }: Revocation): boolean {
  return status === 'running' || (status === 'accepted' && notBefore !== null);
}

function isExceptionWithEnd({ status, waiver }: Revocation): boolean {
  return status === 'waived' && waiver !== null && waiver.until !== null;
}
