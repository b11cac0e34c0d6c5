import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { PersonId } from '../people/people.ts';
import { isSilent, wantedCards } from './audience.ts';
import { type CardSpec, keyOf } from './card-spec.ts';
import { collectedIn } from './collected.ts';

/** One line of a card that stands for several departures of a wave. */
export interface Collected {
  /** Which card of the wave, of those of this reader. */
  group: string;
  reader: PersonId;
  /** Null where the line is about the departure as a whole. */
  taskId: string | null;
  /** Whether something of it waits for the reader by now; what is done stays listed as done. */
  isOpen: boolean;
}

/**
 * What of this departure stands on the collected cards of its wave. Nothing is open for whoever may not be told of it
 * yet; whoever draws a card leaves out what its reader may not see.
 */
export function collectedLines(state: Departure, now: Instant): readonly Collected[] {
  if (state.status === 'draft' || state.erasure !== undefined || isSilent(state, now)) return [];
  const open = new Set(wantedCards(state, now).map(keyOf));
  return candidates(state).flatMap((spec): Collected[] => {
    const group = collectedIn(state, spec);
    return group === null ? [] : [{ group, reader: spec.reader, taskId: spec.subject, isOpen: open.has(keyOf(spec)) }];
  });
}

function candidates({ manager, tasks }: Departure): readonly CardSpec[] {
  return [
    ...(manager === null ? [] : [{ card: 'departure', subject: null, reader: manager } as const]),
    ...tasks.flatMap((task): CardSpec[] => [
      ...(task.assignee === null || task.status === 'waiting' || task.status === 'unassigned'
        ? []
        : [{ card: 'task', subject: task.id, reader: task.assignee } as const]),
      ...(task.escalatedAt === null
        ? []
        : task.escalateTo.map((reader) => ({ card: 'escalation', subject: task.id, reader }) as const)),
    ]),
  ];
}
