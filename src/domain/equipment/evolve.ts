import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { EquipmentEvent } from './events.ts';
import type { EquipmentItem } from './item.ts';

/** What is known of things once something happened to one. */
export function evolveEquipment(state: Departure, event: EquipmentEvent, at: Instant, by: string): Departure {
  const { equipment = [] } = state;
  const { taskId, thing } = event;
  const known = equipment.find((one) => one.taskId === taskId);
  const next = changed(known ?? { taskId, rev: 0, thing }, event, { by, at });
  return {
    ...state,
    equipment: known === undefined ? [...equipment, next] : equipment.map((one) => (one === known ? next : one)),
  };
}

function changed(item: EquipmentItem, event: EquipmentEvent, said: { by: string; at: Instant }): EquipmentItem {
  const next = { ...item, rev: item.rev + 1 };
  switch (event.type) {
    case 'equipment-added':
      return { ...next, thing: event.thing };
    case 'equipment-way-chosen': {
      const { shipment: _shipment, lost: _lost, ...rest } = next;
      return { ...rest, way: { ...said, way: event.way } };
    }
    case 'equipment-shipped': {
      const { lost: _lost, ...rest } = next;
      const { carrier, tracking } = event;
      return { ...rest, shipment: { ...said, carrier, tracking } };
    }
    case 'equipment-lost':
      return { ...next, lost: { ...said, words: event.words } };
    case 'equipment-decided': {
      const { choice, reason, amount } = event;
      return { ...next, decision: { ...said, choice, reason, amount } };
    }
    case 'equipment-remote-asked': {
      const { action, reason } = event;
      return { ...next, remote: { ...said, action, reason, second: null, lockTaskId: null } };
    }
    case 'equipment-remote-confirmed':
      return {
        ...next,
        ...(next.remote && { remote: { ...next.remote, second: said, lockTaskId: event.lockTaskId } }),
      };
    case 'equipment-remote-dropped': {
      const { remote: _remote, ...rest } = next;
      return rest;
    }
  }
}
