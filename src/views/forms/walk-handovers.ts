import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, button, item, items, note, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { cut, manyLines, oneLine } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';
import { walkBack, walkHead } from './walk-page.ts';

/** What `draftSchema` allows. */
const most = 20;

/** The handovers so far, each with its own buttons, and the way to add one. */
export function walkHandoversForm({ reader, departure }: { reader: Person; departure: Departure }): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  const full = draft.handovers.length >= most;
  return form(voice, {
    kind: 'handovers',
    title: 'walk.handovers.title',
    submit: { label: 'form.next', act: act('walk.handovers', id) },
    close: 'form.later',
    parts: shown(
      walkHead(voice, 'handovers', departure),
      text(voice.t('walk.handovers.intro')),
      draft.handovers.flatMap((_, index) => handoverBlocks(departure, index, voice)),
      draft.handovers.length === 0 && note(voice.t('walk.handovers.none')),
      full
        ? note(voice.t('walk.handovers.full'))
        : actions(
            button(voice, act('handover.form', id, { target: 'new' }), 'walk.handovers.add', {
              style: draft.handovers.length === 0 ? 'primary' : 'default',
              about: voice.t('walk.handovers.title'),
            }),
          ),
      walkBack(voice, 'handovers', departure),
    ),
  });
}

function handoverBlocks(departure: Departure, index: number, voice: Voice): readonly CardBlock[] {
  const handover = departure.draft.handovers[index];
  if (!handover) return [];
  const title = oneLine(handover.title);
  const words = { name: nameOf(departure, handover.to, voice), day: voice.day({ date: handover.dueDate }) };
  const who = handover.fallback
    ? voice.t('walk.handovers.lineFallback', { ...words, fallback: nameOf(departure, handover.fallback, voice) })
    : voice.t('walk.handovers.line', words);
  const target = String(index);
  return [
    items([item('todo', voice.t('nature.handover'), [{ strong: title }], { detail: who })]),
    ...(handover.notes === '' ? [] : [{ type: 'quote' as const, text: cut(manyLines(handover.notes), 300) }]),
    actions(
      button(voice, act('handover.form', departure.id, { target }), 'button.edit', { about: title }),
      button(voice, act('handover.remove', departure.id, { target, seen: handover.title }), 'button.remove', {
        about: title,
      }),
    ),
  ];
}
