import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';
import { isInWave } from '../people/wave-membership.ts';
import type { Task } from '../tasks/task.ts';
import { type CardSpec, keyOf } from './card-spec.ts';

/** What a person follows of all departures of a wave that they lead, on one card. */
export const ledTogether = 'departure';

/**
 * Which card of its wave stands for this one: two hundred people who leave together are asked of one person as one
 * thing, by step. Null where the card stands for itself: outside a wave, of what is of one person alone, and where it
 * was brought by itself before, or cannot be brought to its reader, who is then named as unreachable in each departure.
 */
export function collectedIn(state: Departure, spec: CardSpec): string | null {
  const group = groupOf(state, spec);
  if (group === null) return null;
  const key = keyOf(spec);
  const post = state.posts.find((one) => one.key === key);
  return post !== undefined && (post.ref !== null || post.unreachable !== null) ? null : group;
}

function groupOf(state: Departure, { card, subject, reader }: CardSpec): string | null {
  if (!isInWave(state) || (state.wave?.members.length ?? 0) < 2 || reader === state.leaver.id) return null;
  if (card === 'departure') return isLedTogether(state, reader) ? ledTogether : null;
  if (card !== 'task' && card !== 'escalation') return null;
  const task = state.tasks.find(({ id }) => id === subject);
  return task === undefined || task.nature === 'restore' ? null : `${card}.${sameStep(state, task)}`;
}

/** Whoever leads the departure follows it with the others of its wave; not in a channel, where others read along. */
function isLedTogether({ manager, draft }: Departure, reader: PersonId): boolean {
  return reader === manager && draft.cardChannel === null;
}

/** The same for the same step of the same flow; and for everything of one nature that no step of the flow is. */
function sameStep({ flow }: Departure, { flowStepId, nature, approves }: Task): string {
  const step = flowStepId === null ? nature : `${nature}.${flow?.id ?? ''}.${flowStepId}`;
  return approves === undefined ? step : `${step}.approval`;
}
