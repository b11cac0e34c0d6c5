import type { Departure } from '../domain/departure.ts';
import { foldEmail, involvedIn } from './involved.ts';
import type { Keyring } from './keyring.ts';

/** What departures are looked up by without telling whose they are. */
export interface BlindIndexes {
  /** `aside`: of a departure that is kept beside another of the same person. */
  leaver(email: string, aside?: boolean): Buffer;
  person(id: string): Buffer;
  /** Everyone the departure is to be found by. */
  involved(departure: Departure): Buffer[];
}

export function createBlindIndexes(keyring: Keyring): BlindIndexes {
  const person = (id: string) => keyring.blind('person', id);
  return {
    leaver: (email, aside = false) => keyring.blind(aside ? 'leaver-aside' : 'leaver', foldEmail(email)),
    person,
    involved: (departure) => involvedIn(departure).map(person),
  };
}

/** Of the open departures of one leaver there is one at most, besides one that is set aside. */
export const openStatuses = ['draft', 'active'] as const;

export function isOpenStatus(status: string): boolean {
  return openStatuses.some((one) => one === status);
}
