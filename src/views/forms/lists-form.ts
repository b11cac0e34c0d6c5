import type { Person } from '../../domain/people/people.ts';
import { blocks, note, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { oneLine } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** The pages on which the reader may bring lists; `label` is the HR system's, null for a wave. */
export function listsForm(reader: Person, lists: readonly { label: string | null; address: string }[]): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'lists',
    title: 'lists.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t('lists.intro')),
        ...lists.map(({ label, address }) => {
          const words = label === null ? voice.t('lists.wave') : voice.t('lists.hr', { system: oneLine(label) });
          return text([{ link: address, label: words }]);
        }),
        note(voice.t('lists.own')),
      ),
    ),
  });
}
