import type { Departure } from '../../domain/departure.ts';
import { type EquipmentItem, remoteActionSchema } from '../../domain/equipment/item.ts';
import { isHeldWipe } from '../../domain/equipment/remote-task.ts';
import { equipmentTasks, itemOf, returnStateOf } from '../../domain/equipment/return-state.ts';
import type { Thing } from '../../domain/equipment/thing.ts';
import type { Person } from '../../domain/people/people.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { button } from '../blocks.ts';
import type { CardAction } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import { thingTitle } from './thing-words.ts';

/** Things of these kinds are managed by no system that could lock or wipe them. */
const nothingToLock: ReadonlySet<Thing['kind']> = new Set(['badge', 'key', 'card', 'vehicle', 'accessory', 'screen']);

/** What a person of IT, HR or the administrators may do from afar about a thing that is not back. */
export function remoteActions(
  departure: Departure,
  task: Task,
  { reader, voice }: { reader: Pick<Person, 'id'>; voice: Voice },
): readonly CardAction[] {
  const item = itemOf(departure, task);
  const { remote } = item;
  if (departure.status !== 'active' || returnStateOf(item, task) === 'received') return [];
  const about = thingTitle(departure, task);
  const on = { target: task.id, seen: item.rev };
  if (remote?.second === null)
    return [
      ...(remote.by === reader.id || isHeldWipe(departure, remote.action)
        ? []
        : [confirmButton(departure, { task, remote, rev: item.rev }, voice)]),
      button(voice, act('equipment.remote-drop', departure.id, on), 'equipment.remoteDrop', { about }),
    ];
  if (nothingToLock.has(item.thing.kind)) return [];
  return remoteActionSchema.options
    .filter((action) => action !== remote?.action && !isHeldWipe(departure, action))
    .map((action) =>
      button(
        voice,
        act('equipment.remote', departure.id, { target: `${task.id}/${action}`, seen: item.rev }),
        `equipment.${action}`,
        { about },
      ),
    );
}

function confirmButton(
  departure: Departure,
  { task, remote, rev }: { task: Task; remote: NonNullable<EquipmentItem['remote']>; rev: number },
  voice: Voice,
): CardAction {
  const { action, by, reason } = remote;
  const title = thingTitle(departure, task);
  // The dialog holds 300 characters on Slack.
  const params = {
    action,
    title: cut(title, 60),
    name: nameOf(departure, by, voice),
    reason: cut(oneLine(reason), 80),
  };
  return button(
    voice,
    act('equipment.remote-confirm', departure.id, { target: task.id, seen: rev }),
    'equipment.remoteConfirm',
    {
      style: 'danger',
      about: title,
      confirm: {
        title: voice.t('equipment.remoteConfirmTitle', { action }),
        text: voice.t('equipment.remoteConfirmText', params),
        confirm: voice.t('equipment.remoteGo'),
        deny: voice.t('equipment.remoteDeny'),
      },
    },
  );
}

/** The thing that an alarm is about, whose subject begins with its task. */
export function taskOfAlert(departure: Departure, subject: string): Task | undefined {
  const [taskId] = subject.split('#');
  return equipmentTasks(departure).find(({ id }) => id === taskId);
}
