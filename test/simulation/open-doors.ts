import type { LeaverAccount } from '../../src/domain/actions/leaver-account.ts';
import type { AlertKind } from '../../src/domain/alerts/alert.ts';
import { minute } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { History } from './history.ts';
import type { Outside } from './outside.ts';

/** How long an account may be open after its confirmed cut-off before somebody has an alarm in hand. */
const patience = 15 * minute;

/**
 * An account that stays open after its confirmed cut-off is what everybody fears: within a quarter of an hour it is on
 * somebody's alarm list.
 */
export function noOpenAccountUnalarmed({ recording }: History): readonly string[] {
  return recording.unalarmed;
}

/** How long a cut-off may be held by a brake before somebody has an alarm in hand. */
const heldPatience = minute;

/** A confirmed cut-off that a brake holds is an open account too, and within a minute somebody knows. */
export function whatIsHeldIsInSomebodysHands({ recording }: History): readonly string[] {
  return recording.heldUnalarmed;
}

export interface DoorWatch {
  /** Time is about to pass, with nothing happening in between. `isWell`: a process lives, and the store answers it. */
  passes(to: number, states: readonly Departure[], isWell: boolean): void;
  /** The machine slept, or its clock was set. */
  slept(): void;
}

/** Keeps an eye on every account from the outside, by the truth: since when it is open, and nobody was alarmed. */
export function watchDoors({ clock, recording, systems }: Pick<Outside, 'clock' | 'recording' | 'systems'>): DoorWatch {
  const openSince = new Map<string, number>();
  const heldSince = new Map<string, number>();
  const told = new Set<string>();
  /** Where the clock was set back, what was arranged counts from the furthest instant that it showed. */
  let furthest = 0;

  function isOpen({ revocations }: Departure, account: LeaverAccount): boolean {
    const system = systems.find(({ connector }) => connector.id === account.system);
    const own = revocations.filter(({ action }) => action.system === account.system && action.accountId === account.id);
    const doors = own.filter(({ action }) => action.stage === 'disable');
    const open = new Map((system?.open(account.login) ?? []).map((thing) => [thing.actionId, thing]));
    return (doors.length > 0 ? doors : own).some(({ action, status, proof, appearedAt }) => {
      const thing = open.get(action.id);
      if (!thing || status === 'waived' || proof !== null || appearedAt !== null) return false;
      // Whoever opened it behind a proof is found by the next look.
      const read = recording.calls.findLast((call) => call.kind === 'read' && call.actionId === action.id);
      return status !== 'verified' || read === undefined || thing.since < Date.parse(read.beganAt);
    });
  }

  function look(states: readonly Departure[]): void {
    furthest = Math.max(furthest, clock.now().getTime());
    const seen = new Set<string>();
    for (const state of states)
      for (const account of state.runStartedAt !== null && state.status === 'active' ? state.accounts : []) {
        const key = `${state.id}: ${account.system}/${account.id}`;
        if (account.covered.length === 0 || isAlarmed(state, account) || !isOpen(state, account)) continue;
        seen.add(key);
        if (!openSince.has(key)) openSince.set(key, furthest);
      }
    for (const key of openSince.keys()) if (!seen.has(key)) openSince.delete(key);
    const held = new Set(states.filter(isHeldUnalarmed).map(({ id }) => id));
    for (const id of held) if (!heldSince.has(id)) heldSince.set(id, furthest);
    for (const id of heldSince.keys()) if (!held.has(id)) heldSince.delete(id);
  }

  return {
    passes(to, states, isWell) {
      look(isWell ? states : []);
      for (const [id, since] of heldSince) {
        if (to - since <= heldPatience || told.has(`held ${id}`)) continue;
        told.add(`held ${id}`);
        recording.heldUnalarmed.push(`${id} was held from ${new Date(since).toISOString()} on, and nobody was alarmed`);
      }
      for (const [key, since] of openSince) {
        if (to - since <= patience || told.has(key)) continue;
        told.add(key);
        recording.unalarmed.push(`${key} was open from ${new Date(since).toISOString()} on, and nobody was alarmed`);
      }
    },
    slept: () => {
      openSince.clear();
      heldSince.clear();
    },
  };
}

/** Its run was held, and no alarm says so; what was called off or is not confirmed any more is nobody's to release. */
function isHeldUnalarmed({ brake, status, runStartedAt, alerts }: Departure): boolean {
  if (brake === undefined || status !== 'active' || runStartedAt !== null) return false;
  return !alerts.some(
    ({ kind, clearedAt }) => clearedAt === null && (kind === 'braked' || kind === 'cut-off-unconfirmed'),
  );
}

/** Whether an alarm about the account, or its whole system, is up. */
function isAlarmed({ alerts }: Departure, { system, id }: LeaverAccount): boolean {
  const about: Partial<Record<AlertKind, (subject: string) => boolean>> = {
    'account-open': (subject) => subject === `${system}/${id}`,
    'action-failed': (subject) => subject === `${system}/${id}`,
    activity: (subject) => subject === `${system}/${id}`,
    'residual-access': (subject) => subject.startsWith(`${system}/${id}/`),
    'plan-unresolved': (subject) => subject === system,
  };
  return alerts.some(({ kind, subject, clearedAt }) => clearedAt === null && about[kind]?.(subject) === true);
}
