import type { Revocation } from '../../src/domain/actions/revocation.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { isForProtected } from '../../src/domain/systems/protected-account.ts';
import type { OpenThing } from '../support/memory/memory-system.ts';
import { each } from './access-invariants.ts';
import { type DepartureHistory, type History, when } from './history.ts';

/**
 * Completed means that nothing is left, not that a list was worked off: by the outside's own truth nothing of the
 * leaver is open then but what was waived, kept or proven by hand, or was opened after it was last looked at; and every
 * configured system was asked since everything rested.
 */
export function lastLookIsEmpty(history: History): string[] {
  return each(history, function* (departure) {
    for (const { before, order } of when(departure, 'completed')) {
      const rested = restedAt(departure, order, before);
      for (const system of history.systems) {
        const asks = departure.asks.filter((ask) => ask.system === system && ask.sound && ask.began < order);
        if (!asks.some(({ began, beganAt }) => began > rested.order && beganAt >= rested.due))
          yield `completed without asking ${system} since everything rested and its time came at ${rested.due}`;
        for (const thing of departure.truthAt(order, system)) {
          const seen = lastSeen(departure, { order, system, thing });
          if (!isSettled(before, thing) && (seen === null || thing.since < Date.parse(seen)))
            yield `completed while ${thing.actionId} was open, last looked at ${seen ?? 'never'}`;
        }
      }
    }
  });
}

/**
 * When the last action ended, and when its time came, by the journal alone; the clock may be set back between the two.
 */
function restedAt(
  { moments }: DepartureHistory,
  order: number,
  { flow, released, dates }: Departure,
): { order: number; due: string } {
  const due = (flow?.cutOff.mode === 'released' ? released?.at : dates?.cutOff.at) ?? '';
  const ends = moments.filter(
    ({ entry: { event }, order: then }) =>
      then < order &&
      (event.type === 'revocation-proved' ||
        event.type === 'revocation-waived' ||
        (event.type === 'revocation-recorded' && event.result.status === 'verified')),
  );
  return { order: Math.max(0, ...ends.map((end) => end.order)), due };
}

/** What a look does not tell is read by itself, once it is planned for; everything else is seen by a look. */
function lastSeen(
  departure: DepartureHistory,
  { order, system, thing }: { order: number; system: string; thing: OpenThing },
): string | null {
  const read = departure.calls.findLast(
    (call) => call.kind === 'read' && call.actionId === thing.actionId && call.began < order,
  );
  if (!thing.told && read) return read.beganAt;
  const looks = when(departure, 'planned', 'plan-changed', 'looked').flatMap(({ entry: { event }, order: then }) =>
    then < order ? (event.type === 'looked' ? [event.look] : event.looks) : [],
  );
  return looks.findLast((look) => look.system === system && look.problem === null)?.at ?? null;
}

function isSettled({ revocations, kept, flow }: Departure, { actionId, accountId }: OpenThing): boolean {
  if (kept.some(({ id }) => id === actionId)) return true;
  const ofAccount = revocations.find(({ action }) => action.accountId === accountId && isForProtected(action));
  if (ofAccount && (ofAccount.status === 'waived' || ofAccount.proof !== null)) return true;
  const one = revocations.find(({ action }) => action.id === actionId);
  // An old role's plan is what the manager chose; the rest is the new role's.
  if (!one) return flow?.access === 'old-role';
  return one.status === 'waived' || one.proof !== null;
}

/**
 * What a look sees, and the plan does not have, never stays unmentioned: it is cut under what was confirmed, or asked
 * about. Of an account that its system protects, the account itself is asked about, and what it holds with it.
 */
export function whatAppearsIsCutOrAsked(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, after, order } of when(departure, 'looked')) {
      const { look } = entry.event;
      if (look.problem !== null || after.flow?.access !== 'all') continue;
      const guarded = look.accounts.filter(({ account }) => account.protectedBecause !== null);
      for (const { actionId, accountId, since } of departure.truthAt(order, look.system)) {
        const isGuarded = guarded.some(({ account }) => account.id === accountId);
        const known = after.revocations.some(
          ({ action }) =>
            action.id === actionId || (isGuarded && action.accountId === accountId && isForProtected(action)),
        );
        const kept = after.kept.some(({ id }) => id === actionId);
        if (!known && !kept && since < Date.parse(look.at)) yield `${actionId} was there at ${look.at}, unmentioned`;
      }
    }
  });
}

/**
 * Absence is proof only where what should be there was found by the same question: in the plan's own tenant, while the
 * lists were whole.
 */
export function nothingVerifiedByAbsenceAlone(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, order } of when(departure, 'revocation-recorded')) {
      const { actionId, result } = entry.event;
      if (result.status !== 'verified') continue;
      const read = departure.calls.findLast(
        (call) => call.kind === 'read' && call.actionId === actionId && call.ended !== null && call.ended < order,
      );
      if (!read?.sound) yield `${actionId} was called verified by an answer that shows nothing`;
    }
    for (const { entry } of when(departure, 'looked')) {
      const { look } = entry.event;
      if (look.problem !== null) continue;
      const sound = departure.asks.some((ask) => ask.system === look.system && ask.beganAt === look.at && ask.sound);
      if (!sound) yield `the look at ${look.system} at ${look.at} counts as whole, and was not`;
    }
  });
}

/**
 * Whoever can still sign in makes new sessions and new keys: what was ended while the door was open is ended again once
 * it is closed.
 */
export function calledAgainOnceClosed(history: History): string[] {
  return each(history, function* (departure) {
    for (const { before, order } of when(departure, 'completed')) {
      for (const one of before.revocations.filter(isUndoable)) {
        const { action } = one;
        const door = before.revocations.find(
          (other) => other.action.stage === 'disable' && other.action.accountId === action.accountId,
        );
        const call = departure.calls.findLast(
          ({ kind, actionId, outcome, began }) =>
            kind === 'act' && actionId === action.id && outcome === 'changed' && began < order,
        );
        if (one.status === 'verified' && door?.status === 'verified' && call?.doorOpen)
          yield `completed, and ${action.id} was last called at ${call.beganAt}, while the account was open`;
      }
    }
  });
}

function isUndoable({ action }: Revocation): boolean {
  return action.stage === 'sessions' || action.stage === 'credentials';
}

/**
 * A use after the cut-off, however late it is told, rings; and it rings until a person has looked, or says that the
 * leaver stays.
 */
export function usesRingUntilSomebodyLooked(history: History): string[] {
  return each(history, function* (departure) {
    for (const { entry, before, after } of departure.moments) {
      const { event } = entry;
      const standing = before.alerts.filter(({ kind, clearedAt }) => kind === 'activity' && clearedAt === null);
      const byPerson = entry.by !== 'system' && entry.by !== before.leaver.id;
      const looked = event.type === 'alert-cleared' || event.type === 'cancelled' || event.type === 'retained';
      for (const { id } of standing)
        if (after.alerts.find((one) => one.id === id)?.clearedAt !== null && !(looked && byPerson))
          yield `${id} went by ${event.type} of ${entry.by}`;
    }
    const { accounts, alerts } = departure.stored;
    for (const use of departure.uses)
      for (const { system, id, watchedFrom, useReadAt } of accounts) {
        if (use.system !== system || watchedFrom === null || use.at <= watchedFrom) continue;
        if (useReadAt === null || useReadAt <= use.toldFrom) continue;
        // Before the clock was set back, nothing could be read of it.
        const readSince = departure.moments.some(
          ({ order, entry }) => order > use.order && entry.event.type === 'watched' && entry.at > use.toldFrom,
        );
        if (!readSince) continue;
        const rang = alerts.some(
          ({ kind, subject, at }) => kind === 'activity' && subject === `${system}/${id}` && at >= use.at,
        );
        if (!rang) yield `the use of ${system}/${id} at ${use.at} was read, and rang nowhere`;
      }
  });
}
