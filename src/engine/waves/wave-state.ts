import stringify from 'safe-stable-stringify';
import type { Departure } from '../../domain/departure.ts';
import { isCoverable } from '../../domain/waves/standing.ts';
import type { Wave, WaveMember } from '../../domain/waves/wave.ts';
import type { EngineDeps } from '../deps.ts';
import { digest } from '../sha256.ts';

/**
 * A wave with each of its departures as it is by now; null for one that is not begun yet, was erased, or is being
 * erased.
 */
export interface WaveState {
  wave: Wave;
  people: readonly { member: WaveMember; departure: Departure | null }[];
  /** What a confirmation of the wave covers by now: each departure's plan, and the hash over all of them. */
  plans: Readonly<Record<string, string>>;
  hash: string;
}

export async function stateOfWave({ store }: Pick<EngineDeps, 'store'>, wave: Wave): Promise<WaveState> {
  const departures = await Promise.all(wave.members.map(({ departure }) => store.departures.load(departure)));
  const people = wave.members.map((member, index) => {
    const departure = departures[index] ?? null;
    return { member, departure: departure?.erasure === undefined ? departure : null };
  });
  const plans = Object.fromEntries(
    people.flatMap(({ member, departure }) =>
      isCoverable(member, departure) ? [[member.departure, departure.planHash] as const] : [],
    ),
  );
  return { wave, people, plans, hash: digest(stringify(plans) ?? '') };
}
