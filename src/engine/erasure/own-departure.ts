import type { AlertKind } from '../../domain/alerts/alert.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Entry } from '../../domain/journal/entry.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { addressesOf } from '../../domain/people/people.ts';
import { retentionDates } from '../../domain/retention/dates.ts';
import type { Retention } from '../../domain/retention/retention.ts';
import type { Store } from '../ports/store.ts';
import { othersLeftOut, uuidsIn } from './others-left-out.ts';

/** `keptUntil`: the day by which the record is erased; null while no clock runs. */
export interface OwnDeparture {
  id: DepartureId;
  keptUntil: Instant | null;
  keptBecause: string | null;
  record: unknown;
  journal: unknown[];
}

/** What teammates said of themselves when they declined. */
const saidByOthers: ReadonlySet<string> = new Set(['task-declined']);
/**
 * Of a state: who is who, where cards stand for others, the company's own template, what a legal hold says, who leaves
 * besides and how many (a wave, a brake), and what two people decide about the record. Alarms are told apart by kind.
 */
const leftOutOfRecord: ReadonlySet<string> = new Set([
  ...['people', 'posts', 'flow', 'holds', 'holdsPerson', 'alerts'],
  ...['wave', 'brake', 'brakeReleases', 'erasureAsked', 'erasure'],
]);
/** Of the journal the same. That an erasure was stopped says that a hold was put, so none of its events is told. */
const leftOutOfJournal = /^(hold-|post|updates-intended|card-erased|erasure-|wave-|run-braked|brake-)/;
/** Of an event. */
const leftOutOfEvent: ReadonlySet<string> = new Set(['flow', 'wave']);

/**
 * Whether the leaver may read that an alarm was raised. Not where it tells of a legal hold, of others who leave
 * (`braked`), or of what they could forestall: that a device is to be locked or wiped, or that the record is to be
 * erased, which only a hold stops. A kind that is not in here is not told.
 */
const isAlertTold: Readonly<Record<AlertKind, boolean>> = {
  'residual-access': true,
  activity: true,
  'cut-off-unconfirmed': true,
  unreleased: true,
  unassigned: true,
  'plan-unresolved': true,
  'action-failed': true,
  'account-open': true,
  appeared: true,
  'proof-waits': true,
  unchecked: true,
  braked: false,
  'own-credential': true,
  'contact-open': true,
  'mail-returned': true,
  'hold-waits': false,
  'hold-review': false,
  'erasure-waits': false,
  'remote-waits': false,
  'thing-lost': true,
};

/** One departure of the person, as they may read it: nobody else, no legal hold, and nothing of other departures. */
export async function ownDeparture(
  store: Pick<Store, 'departures' | 'people'>,
  state: Departure,
  retention: Retention,
): Promise<OwnDeparture> {
  const entries: Entry[] = [];
  for await (const entry of store.departures.journal(state.id)) entries.push(entry);
  const { contact, accounts, systems } = state;
  const ownAddresses = [
    ...addressesOf(leaverAsKnown(state)),
    ...(contact ? [contact.email] : []),
    ...accounts.map(({ login }) => login),
    ...systems.flatMap(({ asked }) => asked.filter((one) => typeof one === 'string')),
  ];
  const ownIds = await ownIdsOf(store, state, entries);
  const others = othersLeftOut(state, { self: state.leaver, ownAddresses, ownIds });
  const kept = retentionDates(state, retention);
  return {
    id: state.id,
    keptUntil: kept?.record.until ?? null,
    keptBecause: kept?.record.source ?? null,
    record: others.of(recordOf(state)),
    journal: journalOf(entries).map((entry) => others.of(entry)),
  };
}

function recordOf(state: Departure): object {
  const tasks = state.tasks.map(({ declines, ...task }) => ({ ...task, declined: declines.length }));
  // Their ids count the alarms, and would say that some are missing.
  const alerts = state.alerts.filter(({ kind }) => isTold(kind)).map(({ id: _id, ...alert }) => alert);
  const equipment = state.equipment?.map(({ remote, ...item }) => (isDecided(remote) ? { ...item, remote } : item));
  const fields = Object.entries(state).filter(([field]) => !leftOutOfRecord.has(field));
  return { ...Object.fromEntries(fields), tasks, alerts, ...(equipment && { equipment }) };
}

function isTold(kind: string): boolean {
  return Object.hasOwn(isAlertTold, kind) && isAlertTold[kind as AlertKind];
}

/** That a device is locked or wiped is told once the second person has agreed. */
function isDecided(remote: { second: unknown } | undefined): boolean {
  return remote !== undefined && remote.second !== null;
}

/** An alarm is named by what it is about; the end of one that is not told is not told either. */
function journalOf(entries: readonly Entry[]): object[] {
  const told = new Map<string, { kind: string; subject: string }>();
  return entries.flatMap(({ seq, at, by, event }): object[] => {
    const { type } = event;
    const shown = (rest: object) => [{ seq, at, by, event: { type, ...rest } }];
    if (leftOutOfJournal.test(type)) return [];
    if (saidByOthers.has(type)) return shown({});
    switch (type) {
      case 'alert-raised': {
        const { alertId, kind, subject } = event;
        if (!isTold(kind)) return [];
        told.set(alertId, { kind, subject });
        return shown({ kind, subject });
      }
      case 'alert-cleared': {
        const alert = told.get(event.alertId);
        return alert === undefined ? [] : shown(alert);
      }
      case 'equipment-remote-asked':
      case 'equipment-remote-dropped':
        return isRemoteTold(entries, { seq, taskId: event.taskId }) ? shown(event) : [];
      default:
        return shown(Object.fromEntries(Object.entries(event).filter(([field]) => !leftOutOfEvent.has(field))));
    }
  });
}

/** Whether a second person agreed to the request that this entry began, or ended. */
function isRemoteTold(entries: readonly Entry[], { seq, taskId }: { seq: number; taskId: string }): boolean {
  const steps = entries.filter(
    ({ event }) => event.type.startsWith('equipment-remote-') && 'taskId' in event && event.taskId === taskId,
  );
  const at = steps.findIndex((entry) => entry.seq === seq);
  const before = steps[at - 1]?.event.type;
  const after = steps[at + 1]?.event.type;
  return steps[at]?.event.type === 'equipment-remote-asked'
    ? after === 'equipment-remote-confirmed'
    : before === 'equipment-remote-confirmed';
}

/**
 * The ids of this departure itself, of its tasks, and of the leaver's own accounts with what is done to them; none of
 * them is a person of the directory.
 */
async function ownIdsOf(
  { people }: Pick<Store, 'people'>,
  state: Departure,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const { id, tasks, accounts, systems, kept, topics, dossier, sessions = [], revocations } = state;
  const ofEvents = entries.map(({ event }) => ({
    ...('looks' in event && { looks: event.looks, actions: event.actions, kept: event.kept }),
    ...('look' in event && { look: event.look, appeared: 'appeared' in event ? event.appeared : [] }),
  }));
  const ofTasks = tasks.map(({ id: taskId, files }) => ({ taskId, files: files?.map((file) => file.id) }));
  const ofSessions = sessions.map((session) => session.id);
  const ofActions = revocations.map(({ action }) => action);
  const ids = uuidsIn([id, ofTasks, accounts, systems, kept, topics, dossier, ofSessions, ofActions, ofEvents]);
  for (const one of ids) if ((await people.byId(one)) !== null) ids.delete(one);
  return ids;
}
