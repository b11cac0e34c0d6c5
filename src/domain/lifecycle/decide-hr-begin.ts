import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { isOpenToManager } from '../hr/employment-fact.ts';
import { happened, refuse } from '../refusal.ts';
import type { HrBeginCommand } from './commands.ts';
import { asideOf, isTaken } from './other-departures.ts';

/** HR tells of an end or a move of somebody of whom there is no open departure: a draft, and never more. */
export function decideHrBegin(state: Departure | null, command: HrBeginCommand, context: DecideContext): Outcome {
  const { id, actor, others } = context;
  if (actor.type !== 'system' || id === undefined) return refuse('not-permitted');
  if (state !== null || isTaken(others)) return refuse('duplicate');
  const { leaver, people, fact, patch } = command;
  const manager = command.manager === leaver.id ? null : command.manager;
  const readers = command.readers.filter((one) => one !== leaver.id);
  const events: DepartureEvent[] = [
    { type: 'drafted', id, leaver, manager, people, ...asideOf(others) },
    { type: 'hr-told', fact, begun: { readers, shared: isOpenToManager(fact) } },
  ];
  if (Object.keys(patch).length > 0) events.push({ type: 'draft-edited', patch, manager: null, people: {} });
  return happened(...events);
}
