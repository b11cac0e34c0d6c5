import type { Confirmation } from '../../src/domain/confirmation/confirmation.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { planText } from '../../src/domain/plan/plan-hash.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { heldBackBy } from '../../src/domain/systems/asked-system.ts';
import { digest } from '../../src/engine/sha256.ts';
import { each } from './access-invariants.ts';
import type { DepartureHistory, History, Moment } from './history.ts';

/**
 * Nobody loses access before the people whom the flow names have confirmed exactly this, and its time has come. What
 * appears later is done under the same confirmation only where its class of effect was confirmed for its account.
 */
export function nothingBeforeItsTime(history: History): string[] {
  return each(history, function* (departure) {
    let confirmed: Confirmed | null = null;
    let given: readonly Confirmation[] = [];
    let released: { order: number; hash: string } | null = null;
    for (const moment of departure.moments) {
      const { entry, before } = moment;
      const { event } = entry;
      switch (event.type) {
        case 'access-confirmed':
          given = [...given, event.confirmation];
          break;
        case 'confirmation-withdrawn':
          given = given.filter(({ by }) => by !== event.by);
          break;
        // Of somebody who confirmed twice, only what has come to its end.
        case 'confirmation-expired':
          given = given.filter(({ by, expiresAt }) => by !== event.by || expiresAt > entry.at);
          break;
        case 'cut-off-released':
          // The click moves the cut-off to the moment of the click; it was confirmed as it was before.
          released = { order: moment.order, hash: hashOf(before) };
          break;
        case 'looked':
          if (event.appeared.length > 0) released = null;
          break;
        case 'rescheduled':
        case 'plan-changed':
          if (released?.order !== moment.order) released = null;
          break;
        case 'cancelled':
        case 'retained':
          given = [];
          confirmed = null;
          break;
        case 'run-began': {
          const due = before.flow?.cutOff.mode === 'released' ? before.released?.at : before.dates?.cutOff.at;
          if (before.status !== 'active') yield `a run began while ${before.status}`;
          if (!due || due > entry.at) yield `a run began at ${entry.at}, before ${due ?? 'any release'}`;
          if (heldBackBy(before).length > 0) yield 'a run began although a system was never asked';
          yield* unmet(departure, moment, { given, hash: released?.hash ?? hashOf(before) });
          confirmed = confirmedBy(before);
          break;
        }
        case 'coverage-extended':
          yield* unmet(departure, moment, { given, hash: hashOf(before) });
          confirmed = confirmedBy(before);
          break;
        case 'revocation-intended': {
          if (event.mode !== 'act') break;
          if (before.status !== 'active') yield `${event.actionId} was begun while ${before.status}`;
          const due = before.flow?.cutOff.mode === 'released' ? before.released?.at : before.dates?.cutOff.at;
          if (!due || due > entry.at)
            yield `${event.actionId} was begun at ${entry.at}, before ${due ?? 'any release'}`;
          const one = before.revocations.find(({ action }) => action.id === event.actionId);
          if (!one || !isWithin(confirmed, one.action)) yield `${event.actionId} is not what was confirmed`;
        }
      }
    }
  });
}

/** What was agreed to: actions as they were shown, and the classes of effect of each account. */
interface Confirmed {
  actions: ReadonlySet<string>;
  classes: ReadonlySet<string>;
}

function confirmedBy({ revocations }: Departure): Confirmed {
  const actions = revocations.map(({ action }) => action);
  return { actions: new Set(actions.map((one) => JSON.stringify(one))), classes: new Set(actions.map(classOf)) };
}

function classOf({ system, tenant, accountId, stage, effect }: PlannedAction): string {
  return JSON.stringify([system, tenant, accountId, stage, effect]);
}

function isWithin(confirmed: Confirmed | null, action: PlannedAction): boolean {
  if (confirmed === null) return false;
  const { actions, classes } = confirmed;
  const harder = { ...action, effect: 'destructive' } as const;
  return actions.has(JSON.stringify(action)) || classes.has(classOf(action)) || classes.has(classOf(harder));
}

function hashOf({ leaver, flow, dates, revocations, kept }: Departure): string {
  const actions = revocations.map(({ action }) => action);
  return digest(
    planText({ leaverId: leaver.id, cutOff: dates?.cutOff.at ?? '', mode: flow?.cutOff.mode ?? '', actions, kept }),
  );
}

/** Counts anew, without the domain's own counting, whether this may begin. */
function* unmet(
  { company }: DepartureHistory,
  { entry, before }: Moment,
  { given, hash }: { given: readonly Confirmation[]; hash: string },
): Iterable<string> {
  const { flow, leaver } = before;
  if (!flow) return yield 'a run began without a plan';
  const counted = new Map<string, Confirmation>();
  for (const one of given) {
    const holds = company.rolesOf(one.by).includes(one.role);
    const fits = one.planHash === hash && one.expiresAt > entry.at;
    if (holds && fits && one.by !== before.requester && one.by !== leaver.id) counted.set(one.by, one);
  }
  const what = entry.event.type === 'run-began' ? 'a run began' : 'what appeared counted as confirmed';
  for (const { role, count } of flow.confirmation.confirmers) {
    const met = [...counted.values()].filter((one) => one.role === role).length;
    if (met < count) yield `${what} with ${met} of ${count} confirmations by ${role}`;
  }
}
