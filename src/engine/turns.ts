import type { Command } from '../domain/command.ts';
import type { Departure, DepartureId } from '../domain/departure.ts';
import type { DepartureEvent } from '../domain/event.ts';
import type { Actor } from '../domain/people/people.ts';
import type { Refusal } from '../domain/refusal.ts';

export type Transaction =
  | { type: 'done'; departure: Departure; events: readonly DepartureEvent[] }
  | { type: 'refused'; refusal: Refusal; departure: Departure | null };

/** A command that waits for its departure's turn. */
export interface Asked {
  command: Command;
  actor: Actor;
  resolve: (result: Transaction) => void;
  reject: (error: unknown) => void;
}

/**
 * Who waits for which departure. Within one process one departure is changed by one at a time; conflicts then come from
 * other processes only.
 */
export type Turns = Map<DepartureId, Asked[]>;
