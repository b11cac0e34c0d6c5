import type { Draft } from '../../domain/lifecycle/draft.ts';
import type { FlatPart } from '../form-view.ts';
import type { Voice } from '../words/voice.ts';
import { walkThingsFields } from './fields.ts';
import { textField } from './form-parts.ts';

/** What Slack's text areas hold. */
const longest = 3000;

/** Equipment and shared credentials, one a line. */
export function thingsFields(draft: Pick<Draft, 'equipment' | 'credentials'>, voice: Voice): readonly FlatPart[] {
  return [
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
  ];
}
