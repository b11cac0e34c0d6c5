import { keyOf } from '../../domain/cards/card-spec.ts';
import type { DepartureId } from '../../domain/departure.ts';
import { readMessageKey } from '../cards/card-place.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { collectedOfKey } from './collected-cards.ts';
import { collectedReturned } from './collected-returned.ts';

/**
 * A mail server says that the mail of the card under this key was not delivered: HR hears of it, and nothing else
 * follows, because such a word can be forged. Gives the departures that changed, to be reconciled. A reminder of the
 * day belongs to no departure, so of one nothing is noted.
 */
export async function mailReturned(deps: EngineDeps, key: string, code: string): Promise<readonly DepartureId[]> {
  const collected = collectedOfKey(key);
  if (collected !== null) return collectedReturned(deps, collected, code);
  const asked = readMessageKey(key);
  if (asked === null) return [];
  const report = { type: 'post.return', key: keyOf(asked.spec), code } as const;
  const result = await transact(deps, asked.id, report, { type: 'system' });
  return result.type === 'done' ? [asked.id] : [];
}
