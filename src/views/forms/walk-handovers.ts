import type { Departure } from '../../domain/departure.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, heading, item, items, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, manyLines, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';

/** What `draftSchema` allows. */
const most = 20;

/** The handovers so far, each with its own buttons, and the way to add one. `seen` are the dates that the page shows, encoded. */
export function handoverBlocks(departure: Departure, seen: string | undefined, voice: Voice): readonly CardBlock[] {
  const { handovers } = departure.draft;
  const add = act('handover.form', departure.id, { target: 'new', ...(seen === undefined ? {} : { seen }) });
  return blocks(
    heading(voice.t('walk.handovers.title')),
    note(voice.t('walk.handovers.intro')),
    handovers.flatMap((_, index) => blocksOf(departure, { index, seen }, voice)),
    handovers.length >= most
      ? note(voice.t('walk.handovers.full'))
      : actions(button(voice, add, 'walk.handovers.add', { about: voice.t('walk.handovers.title') })),
  );
}

/** What the button that removes a handover carries: its place, and its title, because the list may be another by the click. */
function handoverTarget(index: number, title: string): string {
  return `${index} ${title}`;
}

/** Null for anything that `handoverTarget` did not make. */
export function readHandoverTarget(target: string | null): { index: number; title: string } | null {
  const [, index, title] = /^(\d{1,2}) (.*)$/s.exec(target ?? '') ?? [];
  return index === undefined || title === undefined ? null : { index: Number(index), title };
}

function blocksOf(
  departure: Departure,
  { index, seen }: { index: number; seen: string | undefined },
  voice: Voice,
): readonly CardBlock[] {
  const handover = departure.draft.handovers[index];
  if (!handover) return [];
  const title = oneLine(handover.title);
  const words = { name: nameOf(departure, handover.to, voice), day: voice.day({ date: handover.dueDate }) };
  const who = handover.fallback
    ? voice.t('walk.handovers.lineFallback', { ...words, fallback: nameOf(departure, handover.fallback, voice) })
    : voice.t('walk.handovers.line', words);
  const dates = seen === undefined ? {} : { seen };
  const removed = handoverTarget(index, handover.title);
  return [
    items([item('todo', voice.t('nature.handover'), [{ strong: title }], { detail: who })]),
    ...(handover.notes === '' ? [] : [{ type: 'quote' as const, text: cut(manyLines(handover.notes), 300) }]),
    actions(
      button(voice, act('handover.form', departure.id, { target: String(index), ...dates }), 'button.edit', {
        about: title,
      }),
      button(voice, act('handover.remove', departure.id, { target: removed, ...dates }), 'button.remove', {
        about: title,
      }),
    ),
  ];
}
