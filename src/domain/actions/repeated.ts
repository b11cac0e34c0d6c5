import type { RevocationEvent } from './events.ts';
import type { Revocation } from './revocation.ts';

type Repeated = RevocationEvent & { type: 'revocation-repeated' };

/** These actions are called once more. */
export function repeated(revocations: readonly Revocation[], because: Repeated['because']): Repeated[] {
  return revocations.map(({ action }) => ({ type: 'revocation-repeated', actionId: action.id, because }));
}
