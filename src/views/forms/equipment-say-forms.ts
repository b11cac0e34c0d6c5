import type { Departure } from '../../domain/departure.ts';
import { lossDecisionSchema, type RemoteAction } from '../../domain/equipment/item.ts';
import { itemOf } from '../../domain/equipment/return-state.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { text } from '../blocks.ts';
import { moneyWords, sendingNotes, thingTitle } from '../equipment/thing-words.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { equipmentFields } from './fields.ts';
import { choiceField, form, option, reasonField, shown, textField } from './form-parts.ts';

/** That it was sent: by whom it is carried, and the number to follow it by. */
export function equipmentShipForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  const item = itemOf(departure, task);
  return form(voice, {
    kind: 'equipment-ship',
    title: 'equipment.sendIt',
    submit: {
      label: 'equipment.save',
      act: act('equipment.ship.submit', departure.id, { target: task.id, seen: item.rev }),
    },
    parts: [
      shown(text([{ strong: thingTitle(departure, task) }]), sendingNotes(item.thing, departure, voice)),
      textField(
        voice,
        { id: equipmentFields.carrier, label: 'equipment.carrier' },
        { min: 2, max: 60, initial: item.shipment?.carrier ?? null },
      ),
      textField(
        voice,
        { id: equipmentFields.tracking, label: 'equipment.tracking', hint: voice.t('equipment.trackingHint') },
        { min: 4, max: 60, initial: item.shipment?.tracking ?? null },
      ),
    ],
  });
}

/** That it cannot be found, in the words of whoever says so. */
export function equipmentLoseForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  const seen = itemOf(departure, task).rev;
  return form(voice, {
    kind: 'equipment-lose',
    title: 'equipment.lostBy',
    submit: { label: 'equipment.save', act: act('equipment.lose.submit', departure.id, { target: task.id, seen }) },
    parts: [
      shown(text([{ strong: thingTitle(departure, task) }]), text(voice.t('equipment.loseIntro'))),
      reasonField(voice),
    ],
  });
}

/** HR's decision about what does not come back. */
export function equipmentDecideForm(departure: Departure, task: Task, reader: Person): FormView {
  const voice = voiceFor(reader);
  const { rev: seen, thing } = itemOf(departure, task);
  const worth =
    thing.value === null
      ? ''
      : ` ${voice.t('word.labelled', { label: voice.t('equipment.value'), words: moneyWords(thing.value, voice) })}.`;
  return form(voice, {
    kind: 'equipment-decide',
    title: 'equipment.decided',
    submit: {
      label: 'equipment.decideSubmit',
      act: act('equipment.decide.submit', departure.id, { target: task.id, seen }),
    },
    parts: [
      shown(text(`${voice.t('equipment.decideIntro', { title: thingTitle(departure, task) })}${worth}`)),
      choiceField(
        voice,
        { id: equipmentFields.choice, label: 'equipment.choice' },
        {
          options: lossDecisionSchema.options.map((one) => option(one, voice.t(`equipment.choice.${one}`))),
          initial: null,
        },
      ),
      textField(
        voice,
        {
          id: equipmentFields.amount,
          label: 'equipment.amount',
          hint: voice.t('equipment.amountHint'),
          required: false,
        },
        { max: 40 },
      ),
      reasonField(voice),
    ],
  });
}

/** The first of two words that a device is locked or wiped. */
export function equipmentRemoteForm(
  departure: Departure,
  { task, action }: { task: Task; action: RemoteAction },
  reader: Person,
): FormView {
  const voice = voiceFor(reader);
  const seen = itemOf(departure, task).rev;
  const title = thingTitle(departure, task);
  return form(voice, {
    kind: 'equipment-remote',
    title: `equipment.${action}`,
    submit: {
      label: 'equipment.remoteSubmit',
      act: act('equipment.remote.submit', departure.id, { target: `${task.id}/${action}`, seen }),
    },
    parts: [shown(text(voice.t(`equipment.${action}Intro`, { title }))), reasonField(voice)],
  });
}
