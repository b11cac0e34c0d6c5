import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { mayStart } from '../people/permissions.ts';
import { isApart } from '../people/wave-membership.ts';
import { happened, refuse } from '../refusal.ts';
import type { StartCommand } from './commands.ts';
import { asideOf, isTaken } from './other-departures.ts';

/** A departure begins. */
export function decideStart(
  state: Departure | null,
  command: StartCommand,
  { actor, id, others }: DecideContext,
): Outcome {
  if (actor.type !== 'person' || id === undefined) return refuse('not-permitted');
  if (state !== null) return refuse('duplicate');
  if (actor.id === command.leaver.id) return refuse('leaver-is-actor');
  if (!mayStart(actor, command.leaver)) return refuse('not-permitted');
  if (command.manager === command.leaver.id) return refuse('leaver-is-manager');
  if (isTaken(others)) return refuse('duplicate');
  const { leaver, manager, people, wave } = command;
  // Nobody who leaves with a wave prepares a departure of it.
  if (wave && (isApart(command, actor.id) || (manager !== null && isApart(command, manager)))) return refuse('in-wave');
  return happened({ type: 'drafted', id, leaver, manager, people, ...asideOf(others), ...(wave && { wave }) });
}
