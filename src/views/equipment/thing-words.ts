import type { Departure } from '../../domain/departure.ts';
import type { EquipmentItem } from '../../domain/equipment/item.ts';
import { isRecovered, itemOf, type ReturnState, returnStateOf } from '../../domain/equipment/return-state.ts';
import { hasBattery, type Money, passesCustoms, type Thing, thingLabel } from '../../domain/equipment/thing.ts';
import { countryName } from '../../domain/people/country.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { facts, note } from '../blocks.ts';
import type { CardBlock, ItemIcon } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

const icons: Readonly<Record<ReturnState, ItemIcon>> = {
  'to-return': 'todo',
  'way-chosen': 'accepted',
  shipped: 'running',
  lost: 'failed',
  received: 'done',
  missing: 'failed',
  kept: 'waived',
  'written-off': 'waived',
  'cost-to-recover': 'waived',
  'left-out': 'waived',
};

/** Of these the leaver hears that it is settled: what somebody owes is told by a person. */
const toldByPeople: ReadonlySet<ReturnState> = new Set(['missing', 'written-off', 'cost-to-recover', 'left-out']);

/** Where a thing is on its way back, as an icon and a word. `own`: for the leaver. */
export function returnMark(
  departure: Departure,
  task: Task,
  { voice, own }: { voice: Voice; own: boolean },
): { icon: ItemIcon; state: string } {
  const state = returnStateOf(itemOf(departure, task), task);
  if (own && toldByPeople.has(state)) return { icon: 'waived', state: voice.t('equipment.state.settled') };
  return { icon: icons[state], state: voice.t(`equipment.state.${state}`) };
}

/** An amount with the code of its currency, which is the same in every language. */
export function moneyWords({ amount, currency }: Money, voice: Voice): string {
  const places =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return `${voice.number(amount / 10 ** places, places)} ${currency}`;
}

/** What is known of a thing. `inside`: for those who decide about it, who read what it was worth. */
export function thingFacts(
  { thing }: Pick<EquipmentItem, 'thing'>,
  task: Task,
  { voice, inside }: { voice: Voice; inside: boolean },
): CardBlock {
  const { kind, serial, value, condition, since, returnTo, note: words } = thing;
  return facts(
    kind === 'other' ? null : [voice.t('equipment.kind'), voice.t(`equipment.kind.${kind}`)],
    serial === null ? null : [voice.t('equipment.serial'), cut(oneLine(serial), 60)],
    value === null || !inside ? null : [voice.t('equipment.value'), moneyWords(value, voice)],
    condition === null ? null : [voice.t('equipment.condition'), voice.t(`equipment.condition.${condition}`)],
    since === null ? null : [voice.t('equipment.since'), voice.day({ date: since })],
    returnTo === null ? null : [voice.t('equipment.returnTo'), countryName(returnTo, voice.locale)],
    words === null || !inside ? null : [voice.t('equipment.note'), cut(oneLine(words), 300)],
    isRecovered(task) && task.condition !== null
      ? [voice.t('equipment.returned'), voice.t(`condition.${task.condition}`)]
      : null,
  );
}

/** What whoever sends it must know: a battery, and a border. */
export function sendingNotes(thing: Thing, { leaver }: Pick<Departure, 'leaver'>, voice: Voice): readonly CardBlock[] {
  const country = thing.returnTo === null ? '' : countryName(thing.returnTo, voice.locale);
  return [
    ...(hasBattery(thing) ? [note(voice.t('equipment.battery'))] : []),
    ...(passesCustoms(thing, leaver.country) ? [note(voice.t('equipment.customs', { country }))] : []),
  ];
}

/** What people call it, on one line. */
export function thingTitle(departure: Departure, task: Task): string {
  return cut(oneLine(thingLabel(itemOf(departure, task).thing)), 150);
}
