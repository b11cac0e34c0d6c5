import type { Departure } from '../domain/departure.ts';
import { addFigures, type Figures, figuresOf, subtractFigures, type Totals } from '../domain/figures/figures.ts';
import { StoreError } from '../engine/ports/store.ts';
import { openFigures, openTotals, sealTotals } from './figures-sealing.ts';
import type { Keyring } from './keyring.ts';

/** `unmade`: never made, or of another shape. `lost`: something could not be read, and so could not be kept. */
export type StoredTotals = { is: 'known'; totals: Totals } | { is: 'unmade' | 'lost' };

/** What is stored of the sum: an empty value says that it is still to be made; null when there is none. */
export function totalsIn(value: Uint8Array | null, keyring: Keyring): StoredTotals {
  if (value === null) return { is: 'lost' };
  if (value.length === 0) return { is: 'unmade' };
  const totals = unlessCorrupt(() => openTotals(value, keyring), 'corrupt');
  if (totals === 'corrupt') return { is: 'lost' };
  return totals === null ? { is: 'unmade' } : { is: 'known', totals };
}

/**
 * What a departure adds by what is stored of it; `unknown` when that cannot be told, so that it cannot be subtracted
 * either.
 */
export type StoredFigures = Figures | null | 'unknown';

export function figuresIn(id: string, sealed: Uint8Array | null, dataKey: Uint8Array): StoredFigures {
  if (sealed === null) return null;
  return unlessCorrupt(() => openFigures(id, sealed, dataKey), 'unknown') ?? 'unknown';
}

/**
 * What the sum becomes when one departure adds `next` in place of `old`; `unmade` and `lost`: it is to be marked as
 * such.
 */
export function nextTotals(
  stored: StoredTotals,
  given: { old: StoredFigures; next: Figures | null; keyring: Keyring },
): Buffer | 'unmade' | 'lost' {
  const { old, next, keyring } = given;
  if (stored.is !== 'known') return stored.is;
  if (old === 'unknown') return 'lost';
  const without = old ? subtractFigures(stored.totals, [old]) : stored.totals;
  return sealTotals(next ? addFigures(without, [next]) : without, keyring);
}

/** Of what is under way the figures are made when they are read: they change with each commit. */
export function endedFigures(departure: Departure): Figures | null {
  return departure.status === 'completed' ? figuresOf(departure) : null;
}

/** A completed departure always has figures: where they are gone, what was added of it is not known. */
export function figuresBefore(found: StoredFigures, status: string): StoredFigures {
  return found === null && status === 'completed' ? 'unknown' : found;
}

export function unlessCorrupt<T, R>(work: () => T, otherwise: R): T | R {
  try {
    return work();
  } catch (error) {
    if (isCorrupt(error)) return otherwise;
    throw error;
  }
}

export function isCorrupt(error: unknown): boolean {
  return error instanceof StoreError && error.kind === 'corrupt';
}
