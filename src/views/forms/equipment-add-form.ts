import type { Departure } from '../../domain/departure.ts';
import {
  handOutConditionSchema,
  longestSerial,
  longestThingName,
  thingKindSchema,
} from '../../domain/equipment/thing.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { equipmentFields } from './fields.ts';
import { choiceField, form, option, textField } from './form-parts.ts';

/** A thing that nobody had named. */
export function equipmentAddForm(departure: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'equipment-add',
    title: 'equipment.add',
    submit: { label: 'equipment.add', act: act('equipment.add.submit', departure.id) },
    parts: [
      textField(voice, { id: equipmentFields.name, label: 'equipment.name' }, { min: 1, max: longestThingName }),
      choiceField(
        voice,
        { id: equipmentFields.kind, label: 'equipment.kind' },
        {
          options: thingKindSchema.options.map((one) => option(one, voice.t(`equipment.kind.${one}`))),
          initial: 'other',
          style: 'menu',
        },
      ),
      textField(
        voice,
        { id: equipmentFields.serial, label: 'equipment.serial', required: false },
        { max: longestSerial },
      ),
      textField(
        voice,
        {
          id: equipmentFields.value,
          label: 'equipment.value',
          hint: voice.t('equipment.valueHint'),
          required: false,
        },
        { max: 40 },
      ),
      choiceField(
        voice,
        { id: equipmentFields.condition, label: 'equipment.condition', required: false },
        {
          options: handOutConditionSchema.options.map((one) => option(one, voice.t(`equipment.condition.${one}`))),
          initial: null,
          style: 'menu',
        },
      ),
    ],
  });
}
