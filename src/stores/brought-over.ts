import { isProven } from './audit-verdicts.ts';
import { provenFields, type StoredDeparture } from './departure-sealing.ts';
import type { Keyring } from './keyring.ts';
import { type FlowShelf, type KnownState, type StateChange, sealState } from './state-sealing.ts';

/**
 * What is to be written so that a state which an earlier version of Relais left in another shape stands in today's.
 * Null: nothing. A row that Relais did not write like that gets no fresh proof: it is left for `audit verify` to name.
 * Throws StoreError `corrupt` when it cannot be read.
 */
export function broughtOver(
  row: StoredDeparture,
  given: { keyring: Keyring; flows: FlowShelf; opened: (dataKey: Uint8Array) => KnownState },
): { change: StateChange; proof: Buffer } | null {
  const { keyring, flows, opened } = given;
  if (row.dataKey === null || !isProven(row, keyring)) return null;
  const dataKey = keyring.unwrap(row.dataKey, row.id);
  const { departure, seals } = opened(dataKey);
  if (seals !== null) return null;
  const head = { seq: row.lastSeq, hash: row.lastHash };
  const now = { ...departure, version: row.version };
  const change = sealState(now, { before: null, wake: row.wakeAt, head, dataKey, flows });
  const proof = keyring.mac('departure', provenFields({ ...row, state: change.core, parts: change.parts }));
  return { change, proof };
}
