import type { Locale } from '../../domain/people/people.ts';
import { text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Shown at once while the answer is still being made. */
export function loadingForm(locale: Locale): FormView {
  const voice = voiceFor({ locale, timeZone: 'UTC' });
  return form(voice, {
    kind: 'loading',
    title: 'form.loading.title',
    submit: null,
    parts: shown(text(voice.t('form.loading.text'))),
  });
}
