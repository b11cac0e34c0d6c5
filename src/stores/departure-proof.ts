import { type DepartureProof, StoreError } from '../engine/ports/store.ts';
import { isProven } from './audit-verdicts.ts';
import { checkChain, type SealedEntry } from './chain.ts';
import { openWithProof, type StoredDeparture } from './departure-sealing.ts';
import type { Keyring } from './keyring.ts';
import type { KnownState } from './state-sealing.ts';

/**
 * A departure with everything that proves it, from its row and its chain of one instant. `opened` opens its state. Null
 * once it was erased; throws StoreError `corrupt` where the chain is not whole: nothing is proven by what somebody
 * changed.
 */
export function departureProof(
  row: StoredDeparture,
  chain: readonly SealedEntry[],
  { keyring, opened }: { keyring: Keyring; opened: (dataKey: Uint8Array) => KnownState },
): DepartureProof | null {
  const { id, dataKey: wrapped, lastSeq, lastHash } = row;
  if (wrapped === null) return null;
  const { findings } = checkChain(id, chain, { lastSeq, lastHash, proven: isProven(row, keyring) });
  const [finding] = findings;
  if (finding)
    throw new StoreError(
      'corrupt',
      `the journal of departure ${id} is not whole (entry ${finding.seq}: ${finding.kind}), so it proves nothing; see: relais audit verify`,
    );
  const dataKey = keyring.unwrap(wrapped, id);
  return {
    departureId: id,
    stored: opened(dataKey).departure,
    entries: chain.map((one) => ({ sealed: one.sealed, hash: one.hash, ...openWithProof(id, one, dataKey) })),
  };
}
