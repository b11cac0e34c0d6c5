import type { Departure } from '../../domain/departure.ts';
import { isOwed, isRecovered, itemOf } from '../../domain/equipment/return-state.ts';
import type { Share } from '../../domain/figures/tally.ts';
import { isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { button, item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { sentences, startingSentence } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { returnMark, thingTitle } from './thing-words.ts';

/** How many of the things that are owed are back. */
export function recoveredShare(departure: Departure): Share {
  const owed = departure.tasks.filter((task) => isOwed(departure, task));
  return { done: owed.filter(isRecovered).length, total: owed.length };
}

/**
 * Each thing with where it is on its way back, and the way to more. `own`: for the leaver, who is told off by no list.
 */
export function equipmentItems(
  departure: Departure,
  things: readonly Task[],
  { voice, own }: { voice: Voice; own: boolean },
): readonly CardItem[] {
  return things.map((task) => {
    const { icon, state } = returnMark(departure, task, { voice, own });
    const { way } = itemOf(departure, task);
    const title = thingTitle(departure, task);
    const detail = isTaskOpen(task)
      ? sentences(
          `${startingSentence(voice.t('equipment.due', { when: voice.instant(task.dueAt) }))}.`,
          way !== undefined && `${voice.t(`equipment.way.${way.way}`)}.`,
        )
      : null;
    return item(icon, state, [{ strong: title }], {
      detail,
      action: button(voice, act('equipment.open', departure.id, { target: task.id }), 'equipment.open', {
        about: title,
      }),
    });
  });
}
