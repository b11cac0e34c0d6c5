import type { Departure } from '../../domain/departure.ts';
import { addressesOf } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import { findingId, keepDecisionsOf, readReview, takeOut } from './review-notes.ts';

/** Takes out of the last review whatever names the leaver of a departure that is erased, with what was decided of it. Safe to be repeated. */
export async function forgetInReviews(
  { store }: Pick<EngineDeps, 'store'>,
  { id, leaver }: Pick<Departure, 'id' | 'leaver'>,
): Promise<void> {
  const addresses = new Set(addressesOf(leaver).map((address) => address.toLowerCase()));
  const forgotten = new Set<string>();
  for (const { system } of (await readReview(store))?.systems ?? []) {
    const gone = await takeOut(
      store,
      system,
      ({ departure, person, login }) =>
        departure === id || addresses.has(person?.email.toLowerCase() ?? '') || addresses.has(login.toLowerCase()),
    );
    for (const finding of gone) forgotten.add(findingId(system, finding));
  }
  if (forgotten.size > 0) await keepDecisionsOf(store, (one) => !forgotten.has(one));
}
