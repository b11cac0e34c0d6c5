import type { Departure } from '../../src/domain/departure.ts';
import type { EquipmentItem } from '../../src/domain/equipment/item.ts';
import { equipmentTasks } from '../../src/domain/equipment/return-state.ts';
import type { CompanyRole, Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { farewellCard } from '../../src/views/cards/farewell-card.ts';
import { receiptCard } from '../../src/views/cards/receipt-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { equipmentAddForm } from '../../src/views/forms/equipment-add-form.ts';
import { equipmentForm } from '../../src/views/forms/equipment-form.ts';
import { equipmentItemForm } from '../../src/views/forms/equipment-item-form.ts';
import {
  equipmentDecideForm,
  equipmentLoseForm,
  equipmentRemoteForm,
  equipmentShipForm,
} from '../../src/views/forms/equipment-say-forms.ts';

/**
 * The departure with everything said of its first thing that can be; people's words are the leaver's name, hostile
 * where the sample is.
 */
function withThings(departure: Departure, at: string): readonly Departure[] {
  const [task] = equipmentTasks(departure);
  if (task === undefined) return [];
  const words = departure.leaver.name;
  const said = { by: 'tom', at };
  const item: EquipmentItem = {
    taskId: task.id,
    rev: 3,
    thing: {
      ...{ kind: 'computer', name: words.slice(0, 100).trim() || 'Laptop', serial: 'SN-1' },
      ...{ value: { amount: 129_900, currency: 'EUR' }, condition: 'good', since: '2024-03-31', battery: true },
      ...{ returnTo: 'CH', note: words.slice(0, 300) },
    },
    way: { ...said, way: 'courier' },
    shipment: { ...said, carrier: words.slice(0, 60), tracking: 'AB-9001' },
    lost: { ...said, words },
    remote: { ...said, action: 'wipe', reason: words, second: null, lockTaskId: null },
  };
  const back = { ...task, status: 'done' as const, condition: 'worn' as const };
  const done = { by: 'tom', at, notes: null, late: false };
  const gone = { ...back, condition: 'missing' as const, done };
  const decision = {
    ...said,
    choice: 'recover-cost' as const,
    reason: words,
    amount: { amount: 25_000, currency: 'EUR' },
  };
  const withTask = (one: typeof task, known: EquipmentItem): Departure => ({
    ...departure,
    tasks: departure.tasks.map((other) => (other.id === task.id ? one : other)),
    equipment: [known],
  });
  return [
    withTask(task, { taskId: task.id, rev: 0, thing: item.thing }),
    withTask(task, item),
    withTask({ ...back, done }, item),
    withTask(gone, {
      ...item,
      decision,
      remote: { ...item.remote, second: said, lockTaskId: 'w' } as EquipmentItem['remote'],
    }),
  ];
}

export function equipmentCards(departure: Departure, reader: Person, now: string): readonly CardView[] {
  return withThings(departure, now).flatMap((one) => {
    const alert = (clearedAt: string | null, kind: 'remote-waits' | 'thing-lost' = 'remote-waits') => ({
      ...{ id: `${kind}-${clearedAt}`, kind, subject: `${one.equipment?.[0]?.taskId}#${now}` },
      ...{ at: now, clearedAt },
    });
    return [
      farewellCard(one, reader, now),
      alertCard(one, alert(null), reader, now),
      alertCard(one, alert(now), reader, now),
      alertCard(one, alert(null, 'thing-lost'), reader, now),
      alertCard(one, alert(now, 'thing-lost'), reader, now),
      ...equipmentTasks(one)
        .slice(0, 1)
        .flatMap((task) => [receiptCard(one, task, reader), taskCard(one, task, reader, now)]),
    ];
  });
}

/** Forms that check for themselves who reads them. */
export function openEquipmentForms(
  departure: Departure,
  { reader, now }: { reader: Person; now: string },
  roles: readonly CompanyRole[],
): readonly FormView[] {
  return withThings(departure, now).flatMap((one) => [
    equipmentForm(one, { reader, roles, now }),
    ...equipmentTasks(one)
      .slice(0, 1)
      .map((task) => equipmentItemForm({ departure: one, task, reader, roles, now })),
  ]);
}

/** Forms that the conversation opens only for whoever may act. */
export function guardedEquipmentForms(departure: Departure, reader: Person): readonly FormView[] {
  const [one] = withThings(departure, departure.createdAt);
  const task = one && equipmentTasks(one)[0];
  if (one === undefined || task === undefined) return [];
  return [
    equipmentAddForm(one, reader),
    equipmentShipForm(one, task, reader),
    equipmentLoseForm(one, task, reader),
    equipmentDecideForm(one, task, reader),
    equipmentRemoteForm(one, { task, action: 'lock' }, reader),
    equipmentRemoteForm(one, { task, action: 'wipe' }, reader),
  ];
}
