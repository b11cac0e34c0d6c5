import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { systemsOf } from '../access/access-state.ts';
import { type ActName, act } from '../act-names.ts';
import { blocks, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { form, reasonField, shown } from './form-parts.ts';

export type Ending = 'cancel' | 'retain' | 'reopen';

/**
 * What cancelling, keeping the person and reopening share: what it means, and a reason that stays with the departure.
 */
export function endingForm(departure: Departure, reader: Person, ending: Ending): FormView {
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const begun = systemsOf(departure.revocations.filter((one) => one.status !== 'planned')).length;
  const submit: ActName = `departure.${ending}.submit`;
  return form(voice, {
    kind: ending,
    title: `form.${ending}.title`,
    submit: { label: `form.${ending}.submit`, act: act(submit, departure.id) },
    // "Cancel" beside "Cancel departure" would ask twice for the same word.
    ...(ending === 'reopen' ? {} : { close: 'form.cancel.keep' as const }),
    parts: [
      shown(
        blocks(
          text(voice.t(`form.${ending}.text`, { name })),
          ending !== 'reopen' && begun > 0 && text(voice.t('form.cancel.begun', { count: begun })),
        ),
      ),
      reasonField(voice),
    ],
  });
}
