import type { DepartureId } from '../domain/departure.ts';
import type { Figures, Totals } from '../domain/figures/figures.ts';
import { StoreError } from '../engine/ports/store.ts';
import { joined } from './bytes.ts';
import type { Keyring } from './keyring.ts';
import { open, seal } from './seal.ts';

/**
 * Which shape of figures and totals this version of Relais writes; raised with every change of their schemas, of what
 * `figuresOf` counts and of what `isLive` says. Where another shape is found, all of it is made anew from the states.
 */
export const figuresShape = 4;

/** Throws StoreError `corrupt` for what was changed or moved. `null`: of another shape. */
type Opened<T> = T | null;

/** Under the departure's own key, so that erasing the departure also ends every copy of its figures. */
export function sealFigures(departureId: DepartureId, figures: Figures, dataKey: Uint8Array): Buffer {
  return seal(dataKey, json(figures), joined('figures', departureId));
}

export function openFigures(departureId: DepartureId, sealed: Uint8Array, dataKey: Uint8Array): Opened<Figures> {
  const what = `what departure ${departureId} adds to the numbers`;
  return parsed<Figures>(open(dataKey, sealed, joined('figures', departureId), what), what);
}

export const totalsContext = joined('totals');

export function sealTotals(totals: Totals, keyring: Keyring): Buffer {
  return keyring.seal(json(totals), totalsContext);
}

export function openTotals(sealed: Uint8Array, keyring: Keyring): Opened<Totals> {
  const what = 'the sum of the numbers';
  return parsed<Totals>(keyring.open(sealed, totalsContext, what), what);
}

function json(value: Figures | Totals): Buffer {
  return Buffer.from(JSON.stringify({ shape: figuresShape, value }), 'utf8');
}

/** The seal proves that Relais wrote it, and the shape says how: no need to check each of its fields. */
function parsed<T>(plain: Buffer, what: string): Opened<T> {
  try {
    const { shape, value }: { shape: number; value: T } = JSON.parse(plain.toString('utf8'));
    return shape === figuresShape ? value : null;
  } catch (cause) {
    throw new StoreError('corrupt', `${what} is not JSON`, { cause });
  }
}
