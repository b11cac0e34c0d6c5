import { day, hour, plus } from '../calendar/time.ts';
import type { PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { Localized } from '../localized.ts';
import { newTask } from '../tasks/new-task.ts';
import { holdersOf } from '../tasks/role-holders.ts';
import type { Task } from '../tasks/task.ts';
import type { EquipmentItem, RemoteAction } from './item.ts';
import { type Thing, thingLabel } from './thing.ts';

/**
 * Within which time a device that two people want locked or wiped is to be, in milliseconds; then the reminder, and
 * after a day whoever else can.
 */
const within = 4 * hour;

/** Whether a legal hold keeps it from being done. A lock can be undone, and takes nothing away. */
export function isHeldWipe({ holds = [] }: Pick<Departure, 'holds'>, action: RemoteAction): boolean {
  return action === 'wipe' && holds.length > 0;
}

/** What IT does where the device is managed, and proves with a note. */
export function remoteTask(
  state: Departure,
  { thing, remote, of }: { thing: Thing; remote: NonNullable<EquipmentItem['remote']>; of: string },
  { now, leaving }: PersonContext,
): Task {
  const { action, reason } = remote;
  const owners = (['it', 'admin'] as const)
    .flatMap((role) => [...holdersOf(role, state)])
    .filter((id) => !leaving.has(id));
  const count = state.tasks.filter(({ id }) => id.startsWith(`${action}-${of}-`)).length;
  const dueAt = plus(now, within);
  return newTask({
    id: `${action}-${of}-${count + 1}`,
    nature: 'step',
    title: titleOf(action, thing),
    notes: notesOf(action, thing, reason),
    owners,
    role: 'it',
    proof: 'note',
    timing: { startsAt: now, dueAt, reminders: [dueAt], escalateAt: plus(now, day) },
    escalateTo: [...holdersOf('admin', state), ...holdersOf('hr', state)],
  });
}

function titleOf(action: RemoteAction, thing: Thing): Localized {
  const label = thingLabel(thing);
  return action === 'lock'
    ? { en: `Lock from afar: ${label}`, fr: `Verrouiller à distance : ${label}` }
    : { en: `Wipe from afar: ${label}`, fr: `Effacer à distance : ${label}` };
}

function notesOf(action: RemoteAction, thing: Thing, reason: string): Localized {
  const serial = thing.serial;
  return action === 'lock'
    ? {
        en: `Two people decided it. Lock the device where it is managed${serial === null ? '' : `, serial number ${serial}`}, and note what the page shows. Reason: ${reason}`,
        fr: `Deux personnes l’ont décidé. Verrouillez l’appareil là où il est géré${serial === null ? '' : `, numéro de série ${serial}`}, et notez ce que la page affiche. Motif : ${reason}`,
      }
    : {
        en: `Two people decided it. Wipe the device where it is managed${serial === null ? '' : `, serial number ${serial}`}: on a private one the company’s data only. Note what the page shows. Reason: ${reason}`,
        fr: `Deux personnes l’ont décidé. Effacez l’appareil là où il est géré${serial === null ? '' : `, numéro de série ${serial}`} : sur un appareil privé, les données de l’entreprise seulement. Notez ce que la page affiche. Motif : ${reason}`,
      };
}
