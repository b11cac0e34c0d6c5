import type { Departure } from '../../domain/departure.ts';
import { type Thing, thingLabel } from '../../domain/equipment/thing.ts';
import type { FlatPart } from '../form-view.ts';
import type { Voice } from '../words/voice.ts';
import { walkThingsFields } from './fields.ts';
import { textField } from './form-parts.ts';

/** What Slack's text areas hold. */
const longest = 3000;

/**
 * Equipment and shared credentials, one a line. Until somebody has filled the page in, what the register knows of the
 * leaver is proposed: they take out what is wrong, and what they leave is taken with everything that is known of it.
 */
export function thingsFields(
  { draft: { equipment, credentials, dates }, hr }: Pick<Departure, 'draft' | 'hr'>,
  lent: readonly Thing[],
  voice: Voice,
): readonly FlatPart[] {
  // A draft that an HR system began has its dates before anybody saw the page.
  const isUntouched = equipment.length === 0 && (dates === null || hr?.begun !== undefined);
  const isProposed = lent.length > 0 && isUntouched;
  return [
    textField(
      voice,
      {
        id: walkThingsFields.equipment,
        label: 'walk.things.equipment',
        hint: voice.t(isProposed ? 'walk.things.fromRegister' : 'walk.things.perLineEquipment', { count: lent.length }),
        required: false,
      },
      {
        multiline: true,
        max: longest,
        placeholder: voice.t('walk.things.equipmentPlaceholder'),
        initial: (isProposed ? lent.map(thingLabel) : equipment).join('\n'),
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
        initial: credentials.join('\n'),
      },
    ),
  ];
}
