import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { audienceOf } from '../audience.ts';
import { blocks, item, items, text } from '../blocks.ts';
import { moreActions } from '../departure/more-actions.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Everything that can be done with a departure besides the buttons of its card, each with what it is for. */
export function moreForm(departure: Departure, reader: Person, { byMail }: { byMail: boolean }): FormView {
  const voice = voiceFor(reader);
  const offered = moreActions({ departure, audience: audienceOf(departure, reader), voice, byMail });
  const name = shownName(departure.leaver.name);
  const view = form(voice, {
    kind: 'more',
    title: 'more.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t(offered.length === 0 ? 'refusal.not-found' : 'more.intro', { name })),
        items(offered.map(({ action, purpose }) => item('info', '', purpose, { action }))),
      ),
    ),
  });
  return { ...view, again: act('departure.more', departure.id) };
}
