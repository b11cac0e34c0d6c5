import type { Departure } from '../../domain/departure.ts';
import { isRecovered, itemOf } from '../../domain/equipment/return-state.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { blocks, facts, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { thingFacts, thingTitle } from '../equipment/thing-words.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** For the leaver: that a thing is back, in which condition, when, and who took it. */
export function receiptCard(departure: Departure, task: Task, reader: Person): CardView {
  if (reader.id !== departure.leaver.id) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const title = thingTitle(departure, task);
  const isBack = isRecovered(task);
  const words = isBack ? voice.t('receipt.text', { title }) : voice.t('receipt.over');
  return {
    kind: 'notice',
    title: voice.t('receipt.title', { title }),
    subtitle: isBack ? voice.t('receipt.subtitle') : null,
    tone: isBack ? 'good' : 'neutral',
    blocks: blocks(text(words), isBack && receiptBlocks(departure, task, { voice, inside: false })),
    fallback: words,
  };
}

/** What a receipt says; the same for whoever gave the thing back and whoever took it. */
export function receiptBlocks(
  departure: Departure,
  task: Task,
  { voice, inside }: { voice: Voice; inside: boolean },
): readonly CardBlock[] {
  if (task.done === null) return [];
  return [
    thingFacts(itemOf(departure, task), task, { voice, inside }),
    facts(
      [voice.t('receipt.to'), nameOf(departure, task.done.by, voice)],
      [voice.t('receipt.when'), voice.instant(task.done.at)],
    ),
  ];
}
