import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { PlannedTopic, Topic } from './dossier.ts';
import type { KnowledgeEvent } from './events.ts';
import { evolvePush } from './push.ts';

/** The dossier once something happened to it. */
export function evolveKnowledge(state: Departure, event: KnowledgeEvent, at: Instant, by: string): Departure {
  switch (event.type) {
    case 'dossier-begun': {
      const { template, perDay, topics } = event.plan;
      return {
        ...state,
        dossier: { template, perDay, asksFrom: event.asksFrom, askedAt: null },
        topics: topics.map(newTopic),
      };
    }
    case 'topic-added':
      return { ...state, topics: [...(state.topics ?? []), newTopic(event.topic)] };
    case 'topics-written':
      return changed(state, (topic) => {
        const text = event.texts.find(({ topicId }) => topicId === topic.id)?.text;
        if (text === undefined) return topic;
        const version = (topic.written?.version ?? 0) + 1;
        return { ...topic, rev: topic.rev + 1, written: { text, by, at, version }, leftOut: null };
      });
    case 'topic-assigned': {
      const { to } = event;
      const next = on(state, event.topicId, (topic) => ({
        ...topic,
        rev: topic.rev + 1,
        heir: to?.id ?? null,
        offeredAt: null,
        received: null,
      }));
      return to === null ? next : { ...next, people: { ...next.people, [to.id]: to } };
    }
    case 'topic-offered':
      return on(state, event.topicId, (topic) => ({ ...topic, offeredAt: at }));
    case 'topic-received':
      return on(state, event.topicId, (topic) => ({
        ...topic,
        rev: topic.rev + 1,
        received: { version: topic.written?.version ?? 0, at },
      }));
    case 'topic-left-out':
      return on(state, event.topicId, (topic) => ({ ...topic, rev: topic.rev + 1, leftOut: { by, at } }));
    case 'dossier-push-asked':
    case 'dossier-push-intended':
    case 'dossier-pushed':
    case 'dossier-push-failed':
      return evolvePush(state, event, at, by);
    case 'dossier-asked':
      return changed({ ...state, ...(state.dossier && { dossier: { ...state.dossier, askedAt: at } }) }, (topic) =>
        event.topicIds.includes(topic.id) ? { ...topic, asked: topic.asked + 1 } : topic,
      );
  }
}

function newTopic(planned: PlannedTopic): Topic {
  return { ...planned, rev: 0, asked: 0, written: null, heir: null, offeredAt: null, received: null, leftOut: null };
}

function changed(state: Departure, change: (topic: Topic) => Topic): Departure {
  return { ...state, topics: (state.topics ?? []).map(change) };
}

function on(state: Departure, id: string, change: (topic: Topic) => Topic): Departure {
  return changed(state, (topic) => (topic.id === id ? change(topic) : topic));
}
