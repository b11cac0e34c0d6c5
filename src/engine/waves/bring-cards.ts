import type { EngineDeps } from '../deps.ts';
import { bringCollectedCards } from './collected-cards.ts';
import { bringWaveCards } from './wave-cards.ts';
import { readWave, registerWave } from './wave-journal.ts';
import { stateOfWave } from './wave-state.ts';

/**
 * Brings every card of a wave in line: its own, and those that stand for several of its departures. These go on when
 * access has ended everywhere: the sweep comes back until no departure is under way any more and all of them show so.
 */
export async function bringCardsOfWave(deps: EngineDeps, id: string): Promise<void> {
  const wave = await readWave(deps.store, id);
  if (wave === null) return;
  const state = await stateOfWave(deps, wave);
  await bringWaveCards(deps, state);
  const inLine = await bringCollectedCards(deps, state);
  const isOver = state.people.every(({ departure }) => departure === null || departure.status !== 'active');
  if (wave.status === 'ended') await registerWave(deps.store, id, !(inLine && isOver));
}
