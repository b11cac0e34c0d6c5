import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { walkThingsFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';
import { walkBack, walkHead } from './walk-page.ts';

/** What Slack's text areas hold. */
const longest = 3000;

/** Equipment and shared credentials, one a line. */
export function walkThingsForm({ reader, departure }: { reader: Person; departure: Departure }): FormView {
  const voice = voiceFor(reader);
  const { draft, id } = departure;
  return form(voice, {
    kind: 'things',
    title: 'walk.things.title',
    submit: { label: 'form.next', act: act('walk.things', id) },
    close: 'form.later',
    parts: [
      shown(walkHead(voice, 'things', departure)),
      textField(
        voice,
        {
          id: walkThingsFields.equipment,
          label: 'walk.things.equipment',
          hint: voice.t('walk.things.perLineEquipment'),
          required: false,
        },
        {
          multiline: true,
          max: longest,
          placeholder: voice.t('walk.things.equipmentPlaceholder'),
          initial: draft.equipment.join('\n'),
        },
      ),
      textField(
        voice,
        {
          id: walkThingsFields.credentials,
          label: 'walk.things.credentials',
          hint: voice.t('walk.things.perLine'),
          required: false,
        },
        {
          multiline: true,
          max: longest,
          placeholder: voice.t('walk.things.credentialsPlaceholder'),
          initial: draft.credentials.join('\n'),
        },
      ),
      shown(walkBack(voice, 'things', departure)),
    ],
  });
}
