import { createHash } from 'node:crypto';
import { type Departure, departureSchema } from '../domain/departure.ts';
import type { ChainFinding } from '../engine/ports/store.ts';
import { provenFields, type StoredDeparture } from './departure-sealing.ts';
import type { Keyring } from './keyring.ts';
import { unlessCorrupt } from './read-model-rules.ts';
import type { KnownState } from './state-sealing.ts';

/** What `audit verify` says of one departure. */
export interface Verdict {
  departureId: string;
  entries: number;
  findings: readonly ChainFinding[];
}

/** Whether Relais wrote this row. */
export function isProven(row: StoredDeparture, keyring: Keyring): boolean {
  return keyring.isMac(row.proof, 'departure', provenFields(row));
}

/**
 * What the seal proves to be Relais' own is checked here once more, field by field; what was erased cannot be. `opened`
 * opens the state with that key. Null: it is not valid.
 */
export function validState(
  row: StoredDeparture,
  keyring: Keyring,
  opened: (dataKey: Uint8Array) => KnownState,
): Departure | 'erased' | null {
  const { dataKey, id } = row;
  if (dataKey === null) return 'erased';
  return unlessCorrupt(
    () => departureSchema.safeParse(opened(keyring.unwrap(dataKey, id)).departure).data ?? null,
    null,
  );
}

/**
 * Whether every file that the state names is there, and is what was brought. `read` throws StoreError `corrupt` for
 * what was changed.
 */
export function areFilesWhole({ tasks }: Departure, read: (fileId: string) => Uint8Array | null): boolean {
  const files = tasks.flatMap((task) => task.files ?? []);
  return files.every(({ id, sha256 }) => {
    const bytes = unlessCorrupt(() => read(id), null);
    return bytes !== null && createHash('sha256').update(bytes).digest('hex') === sha256;
  });
}

/**
 * Numbers of departures of which nothing is left, not even a journal. `holes`: between those that are there; `last`:
 * the highest of them.
 */
export function checkCount(
  count: number | null,
  { holes, last }: { holes: readonly number[]; last: number },
): Verdict[] {
  const lost = [...holes];
  for (let ordinal = last + 1; ordinal <= (count ?? 0); ordinal += 1) lost.push(ordinal);
  const verdicts = lost.map(vanished);
  return count === null || count < last ? [...verdicts, miscounted] : verdicts;
}

function vanished(ordinal: number): Verdict {
  const departureId = `(departure number ${ordinal})`;
  return { departureId, entries: 0, findings: [{ kind: 'missing', departureId, seq: 0 }] };
}

const miscounted: Verdict = {
  departureId: '(count of departures)',
  entries: 0,
  findings: [{ kind: 'changed', departureId: '(count of departures)', seq: 0 }],
};
