import { isProven } from './audit-verdicts.ts';
import { provenFields, type StoredDeparture } from './departure-sealing.ts';
import { totalsContext } from './figures-sealing.ts';
import { flowContext } from './flow-sealing.ts';
import type { ChangingKeyring } from './keyring.ts';
import { notePlace } from './note-sealing.ts';
import { personContext } from './person-sealing.ts';
import { unlessCorrupt } from './read-model-rules.ts';

/** What one step of a renewal looked at, and wrote in one transaction. */
export interface RenewedPage {
  rows: number;
  /** Of them those that an older generation had sealed, wrapped or proven; written anew, unless it only looks. */
  renewed: number;
  /** What no generation opens or proves. It stays as it is, for `relais audit verify` to name. */
  broken: number;
}

/** What is to be written in place of something that is stored; null: nothing. */
export type Renewal<T> = { write: T | null; broken: boolean };

const current = { write: null, broken: false } as const;

/** A departure's row, whose data key is wrapped and whose proof made by the newest generation. */
export function renewedRow(
  row: StoredDeparture,
  keyring: ChangingKeyring,
): Renewal<{ dataKey: Uint8Array | null; proof: Uint8Array }> {
  const { dataKey: wrapped, id, proof } = row;
  const rewrapped = wrapped && unlessCorrupt(() => keyring.rewrapped(wrapped, id), 'broken');
  const proven = isProven(row, keyring);
  const broken = rewrapped === 'broken' || !proven;
  const dataKey = rewrapped === null || rewrapped === 'broken' ? wrapped : rewrapped;
  const isNewest = keyring.isNewestMac(proof, 'departure', provenFields(row));
  if (dataKey === wrapped && (isNewest || !proven)) return { write: null, broken };
  // What was changed by hand gets no fresh proof; its data key is kept all the same.
  return {
    write: { dataKey, proof: proven ? keyring.mac('departure', provenFields({ ...row, dataKey })) : proof },
    broken,
  };
}

/** What is sealed under the master key itself, by its kind; `key` is what it is stored by. */
export const sealedKinds = ['people', 'flows', 'notes'] as const;
export type SealedKind = (typeof sealedKinds)[number];

export function renewedSealed(
  kind: SealedKind,
  { key, sealed }: { key: Uint8Array; sealed: Uint8Array },
  keyring: ChangingKeyring,
): Renewal<Buffer> {
  if (kind === 'notes') return orBroken(() => keyring.reboundAt(sealed, notePlace(key)));
  const context = kind === 'people' ? personContext : flowContext(key);
  return orBroken(() => keyring.resealed(sealed, context));
}

/** The sum of the numbers; one that cannot be opened is made anew by whoever reads it. */
export function renewedTotals(value: Uint8Array | null, keyring: ChangingKeyring): Renewal<Buffer> {
  if (value === null || value.length === 0) return current;
  return { ...orBroken(() => keyring.resealed(value, totalsContext)), broken: false };
}

function orBroken(work: () => Buffer | null): Renewal<Buffer> {
  const write = unlessCorrupt(work, 'broken');
  return write === 'broken' ? { write: null, broken: true } : { write, broken: false };
}

/** What a page of them comes to. */
export function pageOf(all: readonly Renewal<unknown>[]): RenewedPage {
  return {
    rows: all.length,
    renewed: all.filter(({ write }) => write !== null).length,
    broken: all.filter(({ broken }) => broken).length,
  };
}
