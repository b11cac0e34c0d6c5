import type { PersonCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import {
  lossDecisionSchema,
  type RemoteAction,
  remoteActionSchema,
  returnWaySchema,
} from '../../domain/equipment/item.ts';
import { readableThings, readsAllThings } from '../../domain/equipment/readable.ts';
import { handOutConditionSchema, thingKindSchema } from '../../domain/equipment/thing.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { ActName } from '../../views/act-names.ts';
import { equipmentAddForm } from '../../views/forms/equipment-add-form.ts';
import { equipmentForm } from '../../views/forms/equipment-form.ts';
import { equipmentItemForm } from '../../views/forms/equipment-item-form.ts';
import {
  equipmentDecideForm,
  equipmentLoseForm,
  equipmentRemoteForm,
  equipmentShipForm,
} from '../../views/forms/equipment-say-forms.ts';
import { equipmentFields } from '../../views/forms/fields.ts';
import { readMoney } from '../equipment/read-money.ts';
import type { Reply } from './conversation.ts';
import { errorReply, formReply, refusalReply } from './replies.ts';
import { done, withReason } from './task-acts.ts';
import { about, command, type Handler, type Turn, textOf } from './turn.ts';

/** Things that were lent: seen by those who steer the departure, by whoever takes one back, and by the leaver. */
export const equipmentHandlers = {
  'equipment.list': about((turn, departure) =>
    readsAllThings(departure, turn.actor)
      ? formReply(equipmentForm(departure, turn))
      : refusalReply(turn, refuse('not-permitted').refusal),
  ),
  'equipment.open': onThing((turn, departure, { task }) => itemReply(turn, departure, task)),
  'equipment.way': onThing(async (turn, departure, { task, rest }) => {
    const way = returnWaySchema.safeParse(rest);
    if (!way.success) return refusalReply(turn, refuse('stale').refusal);
    const result = await command(turn, departure.id, { type: 'equipment.way', ...target(turn, task), way: way.data });
    return result.type === 'done' ? itemReply(turn, result.departure, task) : refusalReply(turn, result.refusal);
  }),
  'equipment.ship': onThing((turn, departure, { task }) => formReply(equipmentShipForm(departure, task, turn.reader))),
  'equipment.ship.submit': onThing(ship),
  'equipment.lose': onThing((turn, departure, { task }) => formReply(equipmentLoseForm(departure, task, turn.reader))),
  'equipment.lose.submit': onThing((turn, departure, { task }) =>
    withReason(turn, (words) => saved(turn, departure, { type: 'equipment.lose', ...target(turn, task), words }, task)),
  ),
  'equipment.decide': onThing((turn, departure, { task }) =>
    turn.roles.includes('hr') && turn.reader.id !== departure.leaver.id
      ? formReply(equipmentDecideForm(departure, task, turn.reader))
      : refusalReply(turn, refuse('not-permitted').refusal),
  ),
  'equipment.decide.submit': onThing((turn, departure, { task }) => decide(turn, departure, task)),
  'equipment.remote': onRemote((turn, departure, { task, action }) =>
    formReply(equipmentRemoteForm(departure, { task, action }, turn.reader)),
  ),
  'equipment.remote.submit': onRemote((turn, departure, { task, action }) =>
    withReason(turn, (reason) =>
      saved(turn, departure, { type: 'equipment.remote-ask', ...target(turn, task), action, reason }, task),
    ),
  ),
  'equipment.remote-confirm': onThing((turn, departure, { task }) =>
    done(
      turn,
      departure,
      { type: 'equipment.remote-confirm', ...target(turn, task) },
      { key: 'notice.remoteConfirmed' },
    ),
  ),
  'equipment.remote-drop': onThing((turn, departure, { task }) =>
    done(turn, departure, { type: 'equipment.remote-drop', ...target(turn, task) }, { key: 'notice.remoteDropped' }),
  ),
  'equipment.add': about((turn, departure) =>
    readsAllThings(departure, turn.actor) && turn.reader.id !== departure.leaver.id
      ? formReply(equipmentAddForm(departure, turn.reader))
      : refusalReply(turn, refuse('not-permitted').refusal),
  ),
  'equipment.add.submit': about(add),
} satisfies Partial<Record<ActName, Handler>>;

interface OnThing {
  task: Task;
  /** What stands behind the task in the act's target. */
  rest: string;
}

function onThing(handle: (turn: Turn, departure: Departure, on: OnThing) => Promise<Reply> | Reply): Handler {
  return about((turn, departure) => {
    const [taskId, rest = ''] = (turn.act.ref.target ?? '').split('/');
    const task = readableThings(departure, turn.actor, turn.now).find(({ id }) => id === taskId);
    return task ? handle(turn, departure, { task, rest }) : refusalReply(turn, refuse('not-found').refusal);
  });
}

function onRemote(
  handle: (turn: Turn, departure: Departure, on: { task: Task; action: RemoteAction }) => Promise<Reply> | Reply,
): Handler {
  return onThing((turn, departure, { task, rest }) => {
    const action = remoteActionSchema.safeParse(rest);
    return action.success
      ? handle(turn, departure, { task, action: action.data })
      : refusalReply(turn, refuse('stale').refusal);
  });
}

/** The state of the thing that the person saw, not the present one: that is how a stale click is noticed. */
function target(turn: Turn, task: Task): { taskId: string; rev: number } {
  return { taskId: task.id, rev: Number(turn.act.ref.seen ?? Number.NaN) };
}

function itemReply({ reader, roles, now }: Turn, departure: Departure, { id }: Task): Reply {
  const [task] = departure.tasks.filter((one) => one.id === id);
  // A task is never taken out of a departure.
  if (task === undefined) throw new Error(`no task ${id}`);
  return formReply(equipmentItemForm({ departure, task, reader, roles, now }));
}

/** What a form said is kept, and the thing as it stands by now is shown. */
async function saved(turn: Turn, departure: Departure, one: PersonCommand, task: Task): Promise<Reply> {
  const result = await command(turn, departure.id, one);
  return result.type === 'done' ? itemReply(turn, result.departure, task) : refusalReply(turn, result.refusal);
}

async function ship(turn: Turn, departure: Departure, { task }: OnThing): Promise<Reply> {
  const carrier = textOf(turn, equipmentFields.carrier) ?? '';
  const tracking = textOf(turn, equipmentFields.tracking) ?? '';
  const short = (min: number) => turn.voice.t('notice.textTooShort', { min });
  if (carrier.length < 2) return { type: 'errors', errors: { [equipmentFields.carrier]: short(2) } };
  if (tracking.length < 4) return { type: 'errors', errors: { [equipmentFields.tracking]: short(4) } };
  const said = { carrier: carrier.slice(0, 60), tracking: tracking.slice(0, 60) };
  return saved(turn, departure, { type: 'equipment.ship', ...target(turn, task), ...said }, task);
}

async function decide(turn: Turn, departure: Departure, task: Task): Promise<Reply> {
  const choice = lossDecisionSchema.safeParse(textOf(turn, equipmentFields.choice));
  if (!choice.success)
    return { type: 'errors', errors: { [equipmentFields.choice]: turn.voice.t('notice.choiceMissing') } };
  const amount = moneyIn(turn, equipmentFields.amount);
  if (amount === 'unread') return notAnAmount(turn, equipmentFields.amount);
  return withReason(turn, async (reason) => {
    const one = { type: 'equipment.decide', ...target(turn, task), choice: choice.data, reason, amount } as const;
    const result = await command(turn, departure.id, one);
    if (result.type === 'done') return itemReply(turn, result.departure, task);
    return result.refusal.code === 'amount-not-asked'
      ? errorReply(turn, equipmentFields.amount, result.refusal)
      : refusalReply(turn, result.refusal);
  });
}

async function add(turn: Turn, departure: Departure): Promise<Reply> {
  const name = textOf(turn, equipmentFields.name);
  if (name === null)
    return { type: 'errors', errors: { [equipmentFields.name]: turn.voice.t('notice.textTooShort', { min: 1 }) } };
  const value = moneyIn(turn, equipmentFields.value);
  if (value === 'unread') return notAnAmount(turn, equipmentFields.value);
  const thing = {
    kind: thingKindSchema.catch('other').parse(textOf(turn, equipmentFields.kind)),
    name: name.slice(0, 100),
    serial: textOf(turn, equipmentFields.serial)?.slice(0, 45) ?? null,
    value,
    condition: handOutConditionSchema.nullable().catch(null).parse(textOf(turn, equipmentFields.condition)),
    ...{ since: null, battery: null, returnTo: null, note: null },
  };
  const result = await command(turn, departure.id, { type: 'equipment.add', thing });
  if (result.type === 'refused') return errorReply(turn, equipmentFields.name, result.refusal);
  return formReply(equipmentForm(result.departure, turn));
}

function moneyIn(turn: Turn, field: string): ReturnType<typeof readMoney> | 'unread' {
  const text = textOf(turn, field);
  return text === null ? null : (readMoney(text, null) ?? 'unread');
}

function notAnAmount(turn: Turn, field: string): Reply {
  return { type: 'errors', errors: { [field]: turn.voice.t('equipment.notAnAmount') } };
}
