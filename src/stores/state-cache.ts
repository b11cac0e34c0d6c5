import { LRUCache } from 'lru-cache';
import type { DepartureRow } from './departure-sealing.ts';
import type { KnownState } from './state-sealing.ts';

/**
 * What a row shows of itself without its state. A row that shows the same holds the same state: its proof is made over
 * all of it.
 */
type RowHead = Pick<DepartureRow, 'version' | 'lastSeq' | 'lastHash'> & { proof: Uint8Array };

/** Opened states of the departures that are worked on, so that they need not be opened again for each change. */
export interface StateCache {
  /** Null when the row is another one by now. */
  get(id: string, head: RowHead): KnownState | null;
  /** The state as it was known last, whatever the row says by now; null when none is. */
  last(id: string): KnownState | null;
  keep(id: string, head: RowHead, state: KnownState): void;
  /**
   * Keeps it only where nothing else has to leave for it: whoever reads many in turn must not push out what is worked
   * on.
   */
  offer(id: string, head: RowHead, state: KnownState): void;
  forget(id: string): void;
}

/** In sealed bytes; opened, a state takes a few times as much. */
const mostBytes = 8 * 1024 * 1024;

export function createStateCache(): StateCache {
  const known = new LRUCache<string, { head: RowHead; state: KnownState }>({ maxSize: mostBytes });
  return {
    get(id, head) {
      const found = known.get(id);
      return found && isSame(found.head, head) ? found.state : null;
    },
    last: (id) => known.peek(id)?.state ?? null,
    keep(id, head, state) {
      known.set(id, { head, state }, { size: state.bytes });
    },
    offer(id, head, state) {
      if (known.calculatedSize + state.bytes <= mostBytes) known.set(id, { head, state }, { size: state.bytes });
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
