import type { Departure } from '../departure.ts';
import { inEnglish } from '../localized.ts';
import { equipmentTaskId } from '../tasks/plan-tasks.ts';
import { settledAt, type Task } from '../tasks/task.ts';
import type { EquipmentItem } from './item.ts';
import { type Thing, thingCalled, thingLabel } from './thing.ts';

/** Where a thing is on its way back. */
export type ReturnState =
  | 'to-return'
  | 'way-chosen'
  | 'shipped'
  | 'lost'
  | 'received'
  | 'missing'
  | 'kept'
  | 'written-off'
  | 'cost-to-recover'
  | 'left-out';

const decided = { keep: 'kept', 'write-off': 'written-off', 'recover-cost': 'cost-to-recover' } as const;

/** Nothing of it is stored twice: the task says whether it is settled, the item how it came there. */
export function returnStateOf({ way, shipment, lost, decision }: EquipmentItem, task: Task): ReturnState {
  if (isRecovered(task)) return 'received';
  if (decision !== undefined && settledAt(task) !== null) return decided[decision.choice];
  if (task.done !== null) return 'missing';
  if (task.skipped !== null) return 'left-out';
  if (lost !== undefined) return 'lost';
  if (shipment !== undefined) return 'shipped';
  return way === undefined ? 'to-return' : 'way-chosen';
}

/** The tasks of getting things back, in their order. */
export function equipmentTasks({ tasks }: Pick<Departure, 'tasks'>): readonly Task[] {
  return tasks.filter(({ nature }) => nature === 'equipment');
}

/**
 * What is known of the thing of this task; of one that was only ever named in the walk, its name. A decision after
 * which the task was open once more is taken back, however the task ends later.
 */
export function itemOf({ equipment = [] }: Pick<Departure, 'equipment'>, task: Task): EquipmentItem {
  const known = equipment.find(({ taskId }) => taskId === task.id);
  if (known === undefined) return { taskId: task.id, rev: 0, thing: thingCalled(inEnglish(task.title)) };
  const { decision, ...rest } = known;
  const settled = settledAt(task);
  return decision !== undefined && (settled === null || decision.at < settled) ? rest : known;
}

/** The items of a plan: each line of the walk that the register knows, with what it says of it. */
export function itemsOf(lines: readonly string[], things: readonly Thing[]): EquipmentItem[] {
  const left = [...things];
  return lines.flatMap((line, index) => {
    const place = left.findIndex((thing) => thingLabel(thing) === line);
    const [thing] = place < 0 ? [] : left.splice(place, 1);
    return thing === undefined ? [] : [{ taskId: equipmentTaskId(index + 1), rev: 0, thing }];
  });
}

/** Whether a thing counts as owed: what the company left to somebody is none that was not recovered. */
export function isOwed(departure: Pick<Departure, 'equipment'>, task: Task): boolean {
  return task.nature === 'equipment' && returnStateOf(itemOf(departure, task), task) !== 'kept';
}

/** Whether it came back. */
export function isRecovered({ nature, status, condition }: Task): boolean {
  return nature === 'equipment' && status === 'done' && condition !== 'missing';
}
