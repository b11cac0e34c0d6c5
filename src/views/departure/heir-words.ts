import type { Departure } from '../../domain/departure.ts';
import { oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** A system in which what the leaver owns passes to somebody. */
export interface HandingOver {
  system: string;
  label: string;
}

/**
 * Who takes over, in words: whoever was chosen, else the manager where no settings name another one, and whoever was
 * chosen for single systems.
 */
export function heirWords(departure: Departure, systems: readonly HandingOver[], voice: Voice): string {
  const { draft, manager } = departure;
  const others = Object.entries(draft.heirs ?? {}).flatMap(([system, id]) => {
    const known = systems.find((one) => one.system === system);
    return known
      ? [voice.t('walk.heirs.line', { system: oneLine(known.label), name: nameOf(departure, id, voice) })]
      : [];
  });
  const most = draft.heir
    ? nameOf(departure, draft.heir, voice)
    : voice.t('walk.heirs.manager', { name: nameOf(departure, manager, voice) });
  return [most, ...others].join(' · ');
}
