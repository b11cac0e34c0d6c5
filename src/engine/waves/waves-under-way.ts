import { oneAtATime } from '../concurrency/one-at-a-time.ts';
import type { EngineDeps } from '../deps.ts';
import { bringCardsOfWave } from './bring-cards.ts';
import { waveIds } from './wave-journal.ts';
import { workOnWave } from './work-on-wave.ts';

/** How soon the card of a wave follows its departures, in milliseconds. */
const followsIn = 2_000;

/** The waves that this process has gone on with; the store knows which there are. */
export interface WavesUnderWay {
  /** Each wave once at a time, and once more after the last change that it was told of. Failures are logged. */
  goOn(id: string): Promise<void>;
  /**
   * The wave of a departure that changed, in a moment: many change within a second, and its card follows them together.
   */
  follow(departure: string): Promise<void>;
  /**
   * Those in which something is still to come. The first time also those that ended: an earlier version brought nothing
   * more of them, while their departures went on.
   */
  toGoOnWith(): Promise<readonly string[]>;
  /** Nothing more begins by itself. */
  stop(): void;
}

/** `goOnLater`: what is to be done once that moment has come. */
export function createWavesUnderWay(
  deps: EngineDeps,
  { reconcile, goOnLater }: { reconcile: (departure: string) => void; goOnLater: (wave: string) => void },
): WavesUnderWay {
  const waves = new Map<string, ReturnType<typeof oneAtATime>>();
  /** Waves that are gone on with in a moment. */
  const soon = new Map<string, NodeJS.Timeout>();
  let stopped = false;
  let isFirst = true;

  async function work(id: string): Promise<void> {
    try {
      await workOnWave(deps, id, { reconcile, show: () => bringCardsOfWave(deps, id) });
      await bringCardsOfWave(deps, id);
    } catch (error) {
      deps.log.error({ err: error, wave: id }, 'a wave could not be gone on with; the sweep will try again');
    }
  }

  return {
    goOn(id) {
      const known = waves.get(id) ?? oneAtATime(() => work(id));
      waves.set(id, known);
      known.ask();
      return known.settled();
    },
    async follow(departure) {
      const wave = waves.size > 0 ? (await deps.store.departures.load(departure))?.wave : undefined;
      if (!wave || stopped || soon.has(wave.id)) return;
      const later = () => {
        soon.delete(wave.id);
        goOnLater(wave.id);
      };
      soon.set(wave.id, setTimeout(later, followsIn).unref());
    },
    async toGoOnWith() {
      const ids = await waveIds(deps.store, isFirst ? 'all' : 'open');
      isFirst = false;
      return ids;
    },
    stop() {
      stopped = true;
      for (const waits of soon.values()) clearTimeout(waits);
    },
  };
}
