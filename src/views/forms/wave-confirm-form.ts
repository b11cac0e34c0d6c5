import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import type { WaveReading } from '../cards/wave-card.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { waveConfirmFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';

/** What a confirmation of the wave covers, and who is left out of it. */
export function waveConfirmForm({ wave, reader, hash, plans }: WaveReading): FormView {
  const voice = voiceFor(reader);
  const ends = Object.keys(plans).length;
  return form(voice, {
    kind: 'wave-confirm',
    title: 'form.wave.confirmTitle',
    submit: { label: 'button.waveConfirm', act: act('wave.confirm.submit', null, { target: wave.id, seen: hash }) },
    parts: [
      shown(text(voice.t('form.wave.confirmText', { count: ends })), text(voice.t('form.wave.confirmRest'))),
      textField(
        voice,
        {
          id: waveConfirmFields.leaveOut,
          label: 'form.wave.leaveOut',
          hint: voice.t('form.wave.leaveOutHint'),
          required: false,
        },
        { multiline: true, max: 3000, placeholder: voice.t('form.wave.leaveOutPlaceholder') },
      ),
    ],
  });
}
