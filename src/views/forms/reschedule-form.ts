import type { Dates } from '../../domain/calendar/dates.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { note } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { contractFields, cutOffFields, encodeDates, lastDayField } from './dates-fields.ts';
import { form, shown } from './form-parts.ts';

/**
 * New dates for a departure whose access has not begun to end; the answer shows what moves. `known` is what the fields
 * show.
 */
export function rescheduleForm(departure: Departure, reader: Person, known: Dates | null = departure.dates): FormView {
  const voice = voiceFor(reader);
  const seen = known ? { seen: encodeDates(known) } : {};
  const onChange = act('departure.reschedule.changed', departure.id, seen);
  const released = departure.flow?.cutOff.mode === 'released';
  return form(voice, {
    kind: 'reschedule',
    title: 'form.reschedule.title',
    submit: { label: 'form.reschedule.submit', act: act('departure.reschedule.preview', departure.id, seen) },
    parts: [
      shown(note(voice.t('form.reschedule.text'))),
      lastDayField(voice, { known, hint: voice.t('walk.dates.lastWorkingDayHint'), onChange }),
      contractFields(departure, { reader, voice, known, onChange }),
      cutOffFields({
        voice,
        known,
        hint: voice.t(released ? 'walk.dates.releasedHint' : 'walk.dates.cutOffHint'),
        onChange,
      }),
    ],
  });
}
