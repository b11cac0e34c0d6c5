import { plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { TimedEvent } from '../work.ts';
import { firstWordValidFor } from './held.ts';

/** A first word that nobody answered in time counts no more. One of another departure ends there first. */
export function timedHolds({ holds = [] }: Departure): TimedEvent[] {
  return holds
    .filter(({ from }) => from === undefined)
    .flatMap(({ id: holdId, first, second, lift }): TimedEvent[] => {
      const waits = second === null ? first : lift;
      if (waits === null) return [];
      return [{ at: plus(waits.at, firstWordValidFor), why: 'expire', event: { type: 'hold-lapsed', holdId } }];
    });
}
