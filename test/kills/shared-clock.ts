import { openSync, readSync, writeFileSync } from 'node:fs';

/** Twenty digits are enough for any number of milliseconds. */
const width = 20;

/**
 * One virtual time for several processes, whichever of them stands still: how far it is ahead of the machine's, in a
 * file.
 */
export interface SharedClock {
  readonly file: string;
  /** Milliseconds. Every process sees it at its next look at the clock. */
  set(ahead: number): void;
}

export function createSharedClock(file: string): SharedClock {
  const set = (ahead: number) => writeFileSync(file, String(Math.round(ahead)).padStart(width), { flag: 'r+' });
  writeFileSync(file, '0'.padStart(width));
  return { file, set };
}

/** The clock of one process; `skew`: how far it is off, in milliseconds. */
export function readClock({ file, skew }: { file: string; skew: number }): () => Date {
  const opened = openSync(file, 'r');
  const bytes = Buffer.alloc(width);
  return () => {
    readSync(opened, bytes, 0, width, 0);
    return new Date(Date.now() + Number(bytes.toString('latin1')) + skew);
  };
}
