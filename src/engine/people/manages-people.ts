import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Organisation } from './organisation.ts';
import type { Merged } from './sources/merge.ts';

/** See `Directory.managesPeople`. `merged`: what the sources say; null where there are none. */
export function managesPeople(
  person: Person,
  { organisation, merged }: { organisation: Organisation; merged: Merged | null },
): boolean | null {
  const addresses = addressesOf(person).map((address) => address.toLowerCase());
  const mains = addresses.flatMap((address) => merged?.byAddress.get(address)?.addresses[0] ?? []);
  const isAmong = (managers: ReadonlySet<string>) => [...addresses, ...mains].some((one) => managers.has(one));
  const own = new Set(organisation.people.flatMap(({ manager }) => manager ?? []));
  if (isAmong(own) || (merged && isAmong(merged.managers))) return true;
  if (own.size + (merged?.managers.size ?? 0) === 0) return null;
  return merged && isAmong(merged.saidManagers) ? null : false;
}
