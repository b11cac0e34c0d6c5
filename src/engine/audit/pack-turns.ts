import { z } from 'zod';
import { hour } from '../../domain/calendar/time.ts';
import type { EngineDeps } from '../deps.ts';
import { digest } from '../sha256.ts';

/** When somebody asked for packs within the last hour, in milliseconds since 1970, by the SHA-256 of who it was. */
const turnsSchema = z.record(z.string(), z.array(z.number()));
const turnsKey = 'evidence/pack-turns';

/**
 * Takes one of the packs that `who` may ask for within an hour, for all processes together; false where all are taken.
 * What cannot be made counts too.
 */
export function takePackTurn(
  { store, clock }: Pick<EngineDeps, 'store' | 'clock'>,
  who: string,
  most: number,
): Promise<boolean> {
  const now = clock.now().getTime();
  const key = digest(who);
  return store.notes.change(turnsKey, (kept) => {
    const recent = Object.entries(turnsSchema.parse(kept ?? {}))
      .map(([one, turns]) => [one, turns.filter((at) => at > now - hour)] as const)
      .filter(([, turns]) => turns.length > 0);
    const own = recent.find(([one]) => one === key)?.[1] ?? [];
    const isGood = own.length < most;
    const value = { ...Object.fromEntries(recent), ...(isGood && { [key]: [...own, now] }) };
    return { value, answer: isGood };
  });
}
