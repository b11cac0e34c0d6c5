import { outsideQuietHours } from '../calendar/business-days.ts';
import type { DecideContext, Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { isApart } from '../people/wave-membership.ts';
import { happened, refuse } from '../refusal.ts';
import type { KnowledgeCommand, KnowledgeReport } from './commands.ts';
import { isReceived } from './coverage.ts';
import { type DossierPlan, mostTopics, type Topic } from './dossier.ts';
import { askPush, decidePushReport } from './push.ts';
import { isHeirOf } from './readable.ts';

/** What people ask of a dossier. */
export function decideKnowledge(state: Departure, command: KnowledgeCommand, context: PersonContext): Outcome {
  if (command.type === 'dossier.begin') return begin(state, command.plan, context);
  if (command.type === 'dossier.push') return askPush(state, context);
  const { topics = [] } = state;
  if (state.dossier === undefined) return refuse('dossier-missing');
  if (command.type === 'topic.add') {
    if (topics.length >= mostTopics) return refuse('dossier-full', { most: mostTopics });
    const topic = { id: freeId(topics), category: command.category, title: command.title, question: null };
    return happened({ type: 'topic-added', topic });
  }
  if (command.type === 'topic.write') return write(topics, command.texts);
  const topic = topics.find(({ id }) => id === command.topicId);
  if (!topic) return refuse('not-found');
  if (topic.rev !== command.rev) return refuse('stale');
  const { id: topicId } = topic;
  switch (command.type) {
    case 'topic.assign':
      if (command.to?.id === state.leaver.id) return refuse('assignee-is-leaver', { name: state.leaver.name });
      if (command.to !== null && isApart(state, command.to.id)) return refuse('in-wave');
      return (command.to?.id ?? null) === topic.heir
        ? happened()
        : happened({ type: 'topic-assigned', topicId, to: command.to });
    case 'topic.receive':
      if (!isHeirOf(topic, context.actor.id)) return refuse('not-permitted');
      if (topic.written === null) return refuse('topic-unwritten');
      return isReceived(topic) ? happened() : happened({ type: 'topic-received', topicId });
    case 'topic.leave-out':
      return topic.leftOut === null ? happened({ type: 'topic-left-out', topicId }) : happened();
  }
}

/** What the reconciler reports. */
export function decideKnowledgeReport(state: Departure, command: KnowledgeReport, context: DecideContext): Outcome {
  return command.type === 'dossier.plan'
    ? begin(state, command.plan, context)
    : decidePushReport(state, command, context);
}

function begin(state: Departure, plan: DossierPlan, { now, calendar }: DecideContext): Outcome {
  if (state.status !== 'active') return refuse('wrong-status', { status: state.status });
  if (state.dossier !== undefined) return refuse('dossier-exists');
  return happened({ type: 'dossier-begun', plan, asksFrom: outsideQuietHours(now, state.leaver, calendar) });
}

/** All or none: what somebody else wrote meanwhile is never written over, and what was typed stays in the form. */
function write(topics: readonly Topic[], texts: (KnowledgeCommand & { type: 'topic.write' })['texts']): Outcome {
  const changed = [];
  for (const { topicId, rev, text } of texts) {
    const topic = topics.find(({ id }) => id === topicId);
    if (!topic) return refuse('not-found');
    if (topic.rev !== rev) return refuse('stale');
    if (topic.written?.text !== text || topic.leftOut !== null) changed.push({ topicId, text });
  }
  return changed.length === 0 ? happened() : happened({ type: 'topics-written', texts: changed });
}

function freeId(topics: readonly Topic[]): string {
  let number = topics.length + 1;
  while (topics.some(({ id }) => id === `added-${number}`)) number += 1;
  return `added-${number}`;
}
