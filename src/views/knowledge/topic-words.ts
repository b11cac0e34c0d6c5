import type { Departure } from '../../domain/departure.ts';
import { coverageOf, isReceived } from '../../domain/knowledge/coverage.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardBlock, CardItem, ItemIcon } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

type TopicState = 'open' | 'written' | 'received' | 'changed' | 'left-out';

/** How far a topic has come. */
function stateOf(topic: Topic): TopicState {
  if (topic.leftOut !== null) return 'left-out';
  if (topic.written === null) return 'open';
  if (topic.received === null) return 'written';
  return isReceived(topic) ? 'received' : 'changed';
}

const icons: Readonly<Record<TopicState, ItemIcon>> = {
  open: 'todo',
  written: 'running',
  received: 'done',
  changed: 'waiting',
  'left-out': 'waived',
};

export function topicMark(topic: Topic, voice: Voice): { icon: ItemIcon; state: string } {
  const state = stateOf(topic);
  return { icon: icons[state], state: voice.t(`topic.state.${state}`) };
}

export function topicTitle({ title }: Pick<Topic, 'title'>, voice: Voice): string {
  return cut(oneLine(voice.localized(title)), 150);
}

/** How it stands, who wrote it when, who takes it over, and when that was confirmed: for documents, in this order. */
export function topicFacts(departure: Departure, topic: Topic, voice: Voice): readonly string[] {
  const { written, heir, received } = topic;
  return [
    topicMark(topic, voice).state,
    ...(written === null
      ? []
      : [`${voice.t('topic.author')} ${nameOf(departure, written.by, voice)}, ${voice.instant(written.at)}`]),
    heir === null ? voice.t('topic.noHeir') : voice.t('topic.heirWords', { name: nameOf(departure, heir, voice) }),
    ...(received === null ? [] : [`${voice.t('topic.receipt')} ${voice.instant(received.at)}`]),
  ];
}

/** One line of a dossier: what it is about, how it stands, who takes it over, and the way to it. */
export function topicItem(departure: Departure, topic: Topic, voice: Voice, withHeir: boolean): CardItem {
  const { icon, state } = topicMark(topic, voice);
  const title = topicTitle(topic, voice);
  const heir =
    topic.heir === null
      ? voice.t('topic.noHeir')
      : voice.t('topic.heirWords', { name: nameOf(departure, topic.heir, voice) });
  return item(icon, state, [{ strong: title }], {
    detail: withHeir && topic.leftOut === null ? heir : null,
    action: button(voice, act('topic.open', departure.id, { target: topic.id }), 'button.open', { about: title }),
  });
}

/** How much of the dossier was received, as the departure's card shows it. */
export function coverageBlock(departure: Departure, voice: Voice): CardBlock | null {
  const coverage = coverageOf(departure);
  return (
    coverage && { type: 'progress', label: voice.t('dossier.progress'), done: coverage.received, total: coverage.total }
  );
}
