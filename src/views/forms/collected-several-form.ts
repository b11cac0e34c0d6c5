import { act } from '../act-names.ts';
import { actions, button, note, text } from '../blocks.ts';
import { type CollectedLine, type CollectedReading, whenOf } from '../cards/collected-line.ts';
import type { FormView } from '../form-view.ts';
import { collectedTitle } from '../tasks/collected-title.ts';
import type { SeveralVerb } from '../tasks/several.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { collectedSeveralFields, completeFields, personFields } from './fields.ts';
import { choicesField, form, option, personField, reasonField, shown, textField } from './form-parts.ts';

/** As many as stand in one choice on both platforms. */
export const severalPerPage = 40;

/** The choice that stands for each of the page. */
export const everyLine = 'all';

interface Several {
  verb: SeveralVerb;
  /** The lines of this page, in the order of their values. */
  lines: readonly CollectedLine[];
  at: number;
  last: number;
  /** Of what is listed: a submission for a list that changed since is asked anew. */
  hash: string;
}

/** Which departures of a collected card, and what is said of all of them at once. Nothing is chosen beforehand. */
export function collectedSeveralForm({ wave, group, reader }: CollectedReading, several: Several): FormView {
  const { verb, lines, at, last, hash } = several;
  const voice = voiceFor(reader);
  const title = collectedTitle(lines, voice);
  const target = `${wave}/${group}`;
  const turn = (to: number) => act('collected.several', null, { target, seen: `${verb}:${to}` });
  const view = form(voice, {
    kind: 'collected-several',
    title: `form.collected.${verb}`,
    submit: {
      label: `form.collected.${verb}Submit`,
      act: act('collected.several.submit', null, { target, seen: `${verb}:${at}:${hash}` }),
    },
    parts: [
      shown(text([{ strong: title }]), text(voice.t(`form.collected.${verb}Text`))),
      choicesField(
        voice,
        { id: collectedSeveralFields.chosen, label: 'form.collected.chosen' },
        {
          options: [
            option(everyLine, voice.t('form.collected.all', { count: lines.length })),
            ...lines.map((line, index) =>
              option(String(index), shownName(line.departure.leaver.name), detailOf(line, title)),
            ),
          ],
          initial: [],
        },
      ),
      last > 0
        ? shown(
            note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
            actions(
              at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about: title }),
              at < last && button(voice, turn(at + 1), 'button.waveNext', { about: title }),
            ),
          )
        : [],
      verb === 'done'
        ? textField(
            voice,
            {
              id: completeFields.notes,
              label: 'form.complete.notes',
              hint: voice.t('form.collected.notesHint'),
              required: lines.some(({ task }) => task?.proof === 'note'),
            },
            { multiline: true, max: 2000 },
          )
        : verb === 'hand'
          ? personField(voice, { id: personFields.to, label: 'form.reassign.to' }, null)
          : reasonField(voice),
    ],
  });
  return { ...view, names: lines.map(({ departure }) => departure.id) };

  function detailOf(line: CollectedLine, shared: string): string {
    const own = line.task === null ? shared : taskTitle(line.task, voice);
    const due = voice.t('collected.due', { when: voice.instant(whenOf(line)) });
    return own === shared ? due : `${own} · ${due}`;
  }
}
