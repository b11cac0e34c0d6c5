import { LRUCache } from 'lru-cache';
import type { Departure } from '../domain/departure.ts';
import type { DepartureRow } from './departure-sealing.ts';

/** What a row shows of itself without its state. A row that shows the same holds the same state: its proof is made over all of it. */
type RowHead = Pick<DepartureRow, 'version' | 'lastSeq' | 'lastHash'> & { proof: Uint8Array };

/** Opened states of the departures that are worked on, so that they need not be opened again for each change. */
export interface StateCache {
  /** Null when the row is another one by now. */
  get(id: string, head: RowHead): Departure | null;
  /** `bytes`: the size of the sealed state. */
  keep(id: string, head: RowHead, departure: Departure, bytes: number): void;
  /**
   * Keeps it only where nothing else has to leave for it: whoever reads many in turn must not push out what is worked
   * on.
   */
  offer(id: string, head: RowHead, departure: Departure, bytes: number): void;
  forget(id: string): void;
}

/** In sealed bytes; opened, a state takes a few times as much. */
const mostBytes = 8 * 1024 * 1024;

export function createStateCache(): StateCache {
  const known = new LRUCache<string, { head: RowHead; departure: Departure }>({ maxSize: mostBytes });
  return {
    get(id, head) {
      const found = known.get(id);
      return found && isSame(found.head, head) ? found.departure : null;
    },
    keep(id, head, departure, bytes) {
      known.set(id, { head, departure }, { size: bytes });
    },
    offer(id, head, departure, bytes) {
      if (known.calculatedSize + bytes <= mostBytes) known.set(id, { head, departure }, { size: bytes });
    },
    forget(id) {
      known.delete(id);
    },
  };
}

function isSame(a: RowHead, b: RowHead): boolean {
  return (
    a.version === b.version &&
    a.lastSeq === b.lastSeq &&
    Buffer.compare(a.lastHash, b.lastHash) === 0 &&
    Buffer.compare(a.proof, b.proof) === 0
  );
}
