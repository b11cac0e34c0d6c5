import type { Totals } from '../domain/figures/figures.ts';
import type { Rebuilt } from '../engine/ports/store.ts';
import type { StoredTotals } from './read-model-rules.ts';

/** The sum of the numbers as it is kept, made anew where it is not. */
export interface KeptTotals {
  totals(): Promise<Totals>;
  /** Makes all that is derived for a database that has none yet, or one of another shape. */
  prepare(): Promise<void>;
}

export function createKeptTotals(given: {
  read(): Promise<StoredTotals>;
  rebuild(): Promise<Rebuilt>;
  warn(message: string): void;
}): KeptTotals {
  const { read, rebuild, warn } = given;
  let building: Promise<Rebuilt> | null = null;

  const build = async (): Promise<void> => {
    building ??= rebuild().finally(() => {
      building = null;
    });
    const { findings } = await building;
    for (const { what, departureId } of findings)
      if (what === 'state') warn(`departure ${departureId} cannot be read; see: relais audit verify`);
  };

  return {
    async totals() {
      for (;;) {
        const stored = await read();
        if (stored.is === 'known') return stored.totals;
        if (stored.is === 'lost') warn('the numbers over ended departures could not be read and are made anew');
        await build();
      }
    },
    async prepare() {
      if ((await read()).is === 'unmade') await build();
    },
  };
}
