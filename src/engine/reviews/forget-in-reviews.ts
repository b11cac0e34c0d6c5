import type { Departure } from '../../domain/departure.ts';
import { addressesOf } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import { forgetFindings, readReview } from './review-notes.ts';

/**
 * Takes out of the last review whatever names the leaver of a departure that is erased, with what was decided of it.
 * Safe to be repeated.
 */
export async function forgetInReviews(
  { store }: Pick<EngineDeps, 'store'>,
  { id, leaver }: Pick<Departure, 'id' | 'leaver'>,
): Promise<void> {
  const addresses = new Set(addressesOf(leaver).map((address) => address.toLowerCase()));
  const isTheirs = (name: string | null | undefined) => addresses.has(name?.toLowerCase() ?? '');
  for (const { system } of (await readReview(store))?.systems ?? [])
    await forgetFindings(
      store,
      system,
      ({ departure, person, login, name }) =>
        departure === id || isTheirs(person?.email) || isTheirs(login) || isTheirs(name),
    );
}
