import type { Listing } from '../domain/lifecycle/listing.ts';
import type { ListQuery } from '../engine/ports/store.ts';
import type { Keyring } from './keyring.ts';

/**
 * A listing as it is stored: whose it is, who leads it and of which kind it is stands there blindly, times in the
 * clear.
 */
export interface IndexedListing {
  open: boolean;
  kind: Buffer;
  manager: Buffer | null;
  leaver: Buffer;
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
      leaver: leaverIndex(listing.leaver, keyring),
    }
  );
}

/** What a query looks for, as it is stored. */
export function indexedQuery(
  { kind, manager, notOf }: ListQuery,
  keyring: Keyring,
): { kind: Buffer | null; manager: Buffer | null; notOf: Buffer | null } {
  return {
    kind: kind === undefined ? null : kindIndex(kind, keyring),
    manager: manager === undefined ? null : managerIndex(manager, keyring),
    notOf: notOf === undefined ? null : leaverIndex(notOf, keyring),
  };
}

function kindIndex(kind: string, keyring: Keyring): Buffer {
  return keyring.blind('listed-kind', kind);
}

function leaverIndex(leaver: string, keyring: Keyring): Buffer {
  return keyring.blind('listed-leaver', leaver);
}

function managerIndex(manager: string, keyring: Keyring): Buffer {
  return keyring.blind('listed-manager', manager);
}
