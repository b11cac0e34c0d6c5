import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, text } from '../blocks.ts';
import { type CollectedReading, collectedItem, linesShown } from '../cards/collected-line.ts';
import type { FormView } from '../form-view.ts';
import { collectedTitle } from '../tasks/collected-title.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

const perPage = 20;

/** Every departure of a collected card, a page at a time, each with the way to what can be done about it alone. */
export function collectedForm(reading: CollectedReading, page: number): FormView {
  const { wave, group, reader } = reading;
  const voice = voiceFor(reader);
  const lines = linesShown(reading);
  const title = collectedTitle(lines, voice);
  const { at, last } = pageOf(page, lines.length, perPage);
  const turn = (to: number) => act('collected.show', null, { target: `${wave}/${group}`, seen: to });
  const view = form(voice, {
    kind: 'collected',
    title: 'form.collected.title',
    submit: null,
    parts: shown(
      text([{ strong: title }]),
      blocks(
        items(lines.slice(at * perPage, (at + 1) * perPage).map((line) => collectedItem(line, reading, title, voice))),
        lines.length === 0 && note(voice.t('collected.none')),
        last > 0 && note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
        actions(
          at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about: title }),
          at < last && button(voice, turn(at + 1), 'button.waveNext', { about: title }),
        ),
      ),
    ),
  });
  return { ...view, again: turn(at), names: lines.map(({ departure }) => departure.id) };
}

/** A page that there is, and the last one. */
export function pageOf(page: number, count: number, perPage: number): { at: number; last: number } {
  const last = Math.max(0, Math.ceil(count / perPage) - 1);
  return { at: Math.min(Math.max(0, Number.isInteger(page) ? page : 0), last), last };
}
