import type { Actor } from '../../domain/people/people.ts';
import { happened } from '../../domain/refusal.ts';
import type { Wave, WaveEvent } from '../../domain/waves/wave.ts';
import type { EngineDeps } from '../deps.ts';
import { changeWave } from './wave-journal.ts';

/** What Relais itself adds to a wave's journal; nothing where another process has done so already. */
export async function note(deps: EngineDeps, id: string, event: WaveEvent): Promise<void> {
  await changeWave(deps, id, {
    by: 'system',
    decide: (wave) => (wave === null || isThere(wave, event) ? happened() : happened(event)),
  });
}

function isThere(wave: Wave, event: WaveEvent): boolean {
  switch (event.type) {
    case 'member-failed':
      return wave.members.some(({ departure, problem }) => departure === event.departure && problem !== null);
    case 'planned':
      return wave.status !== 'planning';
    case 'applied':
      return wave.confirmations[event.confirmation]?.applied ?? true;
    case 'ended':
      return wave.status === 'ended';
    case 'opened':
    case 'confirmed':
      return false;
  }
}

/** Somebody with the rights that they have now. */
export async function actorOf(deps: EngineDeps, id: string): Promise<Actor & { type: 'person' }> {
  const person = await deps.directory.byId(id);
  return { type: 'person', id, roles: person === null ? [] : deps.directory.rolesOf(person) };
}
