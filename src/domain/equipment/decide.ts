import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { planContextOf } from '../flow/moment.ts';
import { happened, refuse } from '../refusal.ts';
import { stepsForItem } from '../tasks/plan-steps.ts';
import { equipmentTaskId, thingTask } from '../tasks/plan-tasks.ts';
import { isTaskOpen, type Task } from '../tasks/task.ts';
import type { EquipmentCommand } from './commands.ts';
import type { EquipmentItem } from './item.ts';
import { isHeldWipe, remoteTask } from './remote-task.ts';
import { equipmentTasks, itemOf, returnStateOf } from './return-state.ts';
import { mostThings, thingLabel } from './thing.ts';

type About<Type extends EquipmentCommand['type']> = EquipmentCommand & { type: Type };

/** What people ask of things that are to come back. */
export function decideEquipment(state: Departure, command: EquipmentCommand, context: PersonContext): Outcome {
  if (command.type === 'equipment.add') return add(state, command, context);
  const task = equipmentTasks(state).find(({ id }) => id === command.taskId);
  if (!task) return refuse('not-found');
  const item = itemOf(state, task);
  if (item.rev !== command.rev) return refuse('stale');
  const about = { taskId: task.id, thing: item.thing };
  switch (command.type) {
    case 'equipment.way':
      if (!isTaskOpen(task)) return refuse('task-not-open');
      if (item.way?.way === command.way && item.shipment === undefined && item.lost === undefined) return happened();
      return happened({ type: 'equipment-way-chosen', ...about, way: command.way });
    case 'equipment.ship': {
      if (!isTaskOpen(task)) return refuse('task-not-open');
      const { carrier, tracking } = command;
      return happened({ type: 'equipment-shipped', ...about, carrier, tracking });
    }
    case 'equipment.lose':
      if (!isTaskOpen(task)) return refuse('task-not-open');
      return happened({ type: 'equipment-lost', ...about, words: command.words });
    case 'equipment.decide':
      return settle(task, about, command);
    case 'equipment.remote-ask':
      return ask(state, { task, item }, command);
    case 'equipment.remote-confirm':
      return confirm(state, { task, item }, context);
    case 'equipment.remote-drop':
      if (item.remote === undefined || item.remote.second !== null) return refuse('nothing-asked');
      return happened({ type: 'equipment-remote-dropped', ...about });
  }
}

/** One more thing, with its task and whatever the flow does for each. */
function add(state: Departure, { thing }: About<'equipment.add'>, context: PersonContext): Outcome {
  const { flow, dates } = state;
  if (!flow || !dates) return refuse('wrong-status', { status: state.status });
  const before = equipmentTasks(state);
  if (before.length >= mostThings) return refuse('too-many-things', { max: mostThings });
  const number = before.length + 1;
  const planning = {
    ...{ flow, departure: state, leaving: context.leaving },
    context: planContextOf(state, dates, context),
  };
  const label = thingLabel(thing);
  const task = thingTask('equipment', { number, label }, planning);
  const steps = stepsForItem(planning, 'equipment', {
    item: { number, label },
    inapplicable: state.inapplicable ?? [],
  });
  return happened(
    { type: 'task-added', task, people: {} },
    { type: 'equipment-added', taskId: equipmentTaskId(number), thing },
    ...steps.map((step) => ({ type: 'task-added' as const, task: step, people: {} })),
  );
}

/** HR's word, never the clock's: what is not back is no debt until a person says so. */
function settle(
  task: Task,
  about: Pick<EquipmentItem, 'taskId' | 'thing'>,
  { choice, reason, amount }: About<'equipment.decide'>,
): Outcome {
  const open = isTaskOpen(task);
  if (!open && task.condition !== 'missing') return refuse('task-not-open');
  if (amount !== null && choice !== 'recover-cost') return refuse('amount-not-asked');
  return happened<DepartureEvent>(
    { type: 'equipment-decided', ...about, choice, reason, amount },
    ...(open ? [{ type: 'task-skipped' as const, taskId: task.id, reason }] : []),
  );
}

interface Asked {
  task: Task;
  item: EquipmentItem;
}

function ask(state: Departure, { task, item }: Asked, { action, reason }: About<'equipment.remote-ask'>): Outcome {
  if (returnStateOf(item, task) === 'received') return refuse('task-not-open');
  if (isHeldWipe(state, action)) return refuse('under-hold');
  const { remote } = item;
  if (remote?.second === null) return refuse('already-asked');
  if (remote?.action === action) return refuse('duplicate');
  return happened({ type: 'equipment-remote-asked', taskId: task.id, thing: item.thing, action, reason });
}

/** Somebody else than whoever asked; then it is a task of IT's, because only they know where the device is managed. */
function confirm(state: Departure, { task, item }: Asked, context: PersonContext): Outcome {
  const { remote, thing } = item;
  if (remote === undefined || remote.second !== null) return refuse('nothing-asked');
  if (remote.by === context.actor.id) return refuse('second-person-needed');
  if (returnStateOf(item, task) === 'received') return refuse('task-not-open');
  if (isHeldWipe(state, remote.action)) return refuse('under-hold');
  const todo = remoteTask(state, { thing, remote, of: task.id }, context);
  return happened(
    { type: 'equipment-remote-confirmed', taskId: task.id, thing, lockTaskId: todo.id },
    { type: 'task-added', task: todo, people: {} },
  );
}
