import type { Listing } from '../domain/lifecycle/listing.ts';
import type { ListQuery } from '../engine/ports/store.ts';
import type { Keyring } from './keyring.ts';

/** A listing as it is stored: whose and of which kind it is stands there blindly, times in the clear. */
export interface IndexedListing {
  open: boolean;
  kind: Buffer;
  manager: Buffer | null;
  lastDay: string;
  nextAt: string;
}

/** The columns of one departure; null for what is not listed. */
export function indexedListing(listing: Listing | null, keyring: Keyring): IndexedListing | null {
  return (
    listing && {
      ...listing,
      kind: kindIndex(listing.kind, keyring),
      manager: listing.manager === null ? null : managerIndex(listing.manager, keyring),
    }
  );
}

/** What a query looks for, as it is stored. */
export function indexedQuery(
  { kind, manager }: ListQuery,
  keyring: Keyring,
): { kind: Buffer | null; manager: Buffer | null } {
  return {
    kind: kind === undefined ? null : kindIndex(kind, keyring),
    manager: manager === undefined ? null : managerIndex(manager, keyring),
  };
}

function kindIndex(kind: string, keyring: Keyring): Buffer {
  return keyring.blind('listed-kind', kind);
}

function managerIndex(manager: string, keyring: Keyring): Buffer {
  return keyring.blind('listed-manager', manager);
}
