import type { Departure } from '../departure.ts';
import type { Person, PersonId } from './people.ts';

/**
 * Who takes over in one system. `isChosen`: by a person for this departure, which counts for more than the settings of
 * the system.
 */
export interface HeirChoice {
  id: PersonId | null;
  isChosen: boolean;
}

/** The leaver as systems are asked about them, with who takes over. */
export interface Leaver extends Person {
  heirIn?: (system: string) => HeirChoice;
}

/**
 * Who takes over in a system: whoever was chosen for it, whoever was chosen for all, else the manager who steers the
 * departure.
 */
export function heirIn(
  { draft, manager, leaver }: Pick<Departure, 'draft' | 'manager' | 'leaver'>,
  system: string,
): HeirChoice {
  const chosen = draft.heirs?.[system] ?? draft.heir ?? null;
  return chosen === null ? { id: manager ?? leaver.managerId, isChosen: false } : { id: chosen, isChosen: true };
}

/** Everybody who was chosen to take something over. */
export function chosenHeirs({ heir, heirs }: Departure['draft']): PersonId[] {
  return [...new Set([...(heir ? [heir] : []), ...Object.values(heirs ?? {})])];
}
