import type { Revocation } from './revocation.ts';

/**
 * What the failure of an action says that is open again although it had ended, or was said to have. Journals hold these
 * words: never change one.
 */
export const openAgainMessages = {
  /** A person said that it was done by hand, and a look at the system showed otherwise. */
  disproved: 'said to be done by hand, and the system lists it as open',
  'was-open': 'the account was open when it was called',
  used: 'the account was used',
  'came-back': 'it is there again',
  'live-again': 'the account is live again',
} as const;
export type OpenAgain = keyof typeof openAgainMessages;

/**
 * Why it is open again; null where it failed in any other way, such as a call that the system accepted without effect.
 */
export function openAgainBecause({ failure }: Pick<Revocation, 'failure'>): OpenAgain | null {
  if (failure?.kind !== 'read-back-differs') return null;
  const reasons = ['disproved', 'was-open', 'used', 'came-back', 'live-again'] as const;
  return reasons.find((reason) => failure.message === openAgainMessages[reason]) ?? null;
}
