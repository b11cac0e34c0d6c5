import type { Departure } from '../departure.ts';
import { isConfidential } from '../people/visibility.ts';
import type { TimedContext, TimedEvent, WorkItem } from '../work.ts';
import { asksNextAt, heirHearsFrom, nextQuestions } from './asking.ts';
import { pushesAt } from './push.ts';

/** What time alone brings to a dossier. */
export function timedKnowledge(state: Departure, context: TimedContext): TimedEvent[] {
  if (state.dossier === undefined) return [];
  return [...offers(state, context), ...questions(state, context)];
}

/** What is written is handed to its heir as soon as they may hear of the departure. */
function offers(state: Departure, { leaving }: TimedContext): TimedEvent[] {
  if (state.status !== 'active' && state.status !== 'completed') return [];
  return (state.topics ?? []).flatMap((topic): TimedEvent[] => {
    const { id, heir, offeredAt, written, leftOut } = topic;
    if (heir === null || offeredAt !== null || written === null || leftOut !== null || leaving.has(heir)) return [];
    const at = heirHearsFrom(state, heir);
    return at === null ? [] : [{ at, why: 'start', event: { type: 'topic-offered', topicId: id } }];
  });
}

function questions(state: Departure, context: TimedContext): TimedEvent[] {
  const asked = nextQuestions(state);
  const at = asked.length === 0 ? null : asksNextAt(state, context);
  if (at === null) return [];
  return [{ at, why: 'reminder', event: { type: 'dossier-asked', topicIds: asked.map(({ id }) => id) } }];
}

/**
 * A flow that wants a dossier, of a departure that has none, because the engine knows the templates; and one that goes
 * to the wiki.
 */
export function knowledgeWork(state: Departure, { now }: TimedContext): WorkItem[] {
  return [...beginning(state), ...(isConfidential(state, now) ? [] : pushing(state))];
}

function pushing(state: Departure): WorkItem[] {
  const at = pushesAt(state);
  return at === null ? [] : [{ at, why: 'retry', work: { type: 'push-dossier' } }];
}

function beginning({ flow, status, dossier, runStartedAt, createdAt }: Departure): WorkItem[] {
  if (flow?.dossier !== true || status !== 'active' || dossier !== undefined || runStartedAt !== null) return [];
  return [{ at: createdAt, why: 'start', work: { type: 'plan-dossier' } }];
}
