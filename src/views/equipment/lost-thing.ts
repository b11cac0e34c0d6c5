import type { Departure } from '../../domain/departure.ts';
import { itemOf, returnStateOf } from '../../domain/equipment/return-state.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { actions, button } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { thingTitle } from './thing-words.ts';

/** What the thing is and where it stands; of one that cannot be found, who said so, and in which words. */
export function lostWords(departure: Departure, task: Task, voice: Voice): string {
  const item = itemOf(departure, task);
  const state = returnStateOf(item, task);
  const words = voice.t('word.labelled', {
    label: thingTitle(departure, task),
    words: voice.t(`equipment.state.${state}`),
  });
  if (state !== 'lost' || item.lost === undefined) return words;
  const { by, at, words: said } = item.lost;
  const name = nameOf(departure, by, voice);
  return `${words}. ${voice.t('equipment.lostWords', { name, when: voice.instant(at), words: cut(oneLine(said), 300) })}`;
}

/** For HR: to decide, or to read first. */
export function lostActions(departure: Departure, task: Task, voice: Voice): readonly CardBlock[] {
  const about = thingTitle(departure, task);
  const on = { target: task.id, seen: itemOf(departure, task).rev };
  return [
    actions(
      button(voice, act('equipment.decide', departure.id, on), 'equipment.decide', { style: 'primary', about }),
      button(voice, act('equipment.open', departure.id, { target: task.id }), 'equipment.open', { about }),
    ),
  ];
}
