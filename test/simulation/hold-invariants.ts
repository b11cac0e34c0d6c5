import { day, plus } from '../../src/domain/calendar/time.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { DepartureHistory, History, Moment } from './history.ts';

/**
 * While a legal hold stands, no call begins that takes a licence, deletes, wipes, or that nobody can undo; and it ends
 * by two people, one of them HR, unless nobody ever confirmed it.
 */
export function nothingUnderHoldIsDestroyed({ departures }: History): string[] {
  return departures.flatMap((departure) => [...destroyed(departure), ...liftedByTooFew(departure)]);
}

function destroyed({ id, moments }: DepartureHistory): string[] {
  return moments.flatMap((moment) => {
    const { event, at } = moment.entry;
    if (event.type !== 'revocation-intended' || event.mode !== 'act' || standing(moments, moment).length === 0)
      return [];
    const action = moment.before.revocations.find((one) => one.action.id === event.actionId)?.action;
    return action && isFinal(action) ? [`${id}: ${action.id} was begun at ${at} under a legal hold`] : [];
  });
}

/** Told anew, without the domain's own rule. In the simulated systems nothing has two ways. */
export function isFinal({ stage, effect, wipesDevice }: PlannedAction): boolean {
  if (stage === 'licence' || stage === 'delete' || wipesDevice === true) return true;
  return effect === 'destructive' && stage !== 'credentials';
}

function standing(moments: readonly Moment[], until: Moment): string[] {
  const ids = new Set<string>();
  for (const one of moments) {
    if (one === until) break;
    const { event } = one.entry;
    if (event.type === 'hold-asked') ids.add(event.hold.id);
    if (event.type === 'hold-lifted') ids.delete(event.holdId);
    if (event.type === 'hold-lapsed' && !isConfirmed(moments, one, event.holdId)) ids.delete(event.holdId);
  }
  return [...ids];
}

function isConfirmed(moments: readonly Moment[], until: Moment, holdId: string): boolean {
  return moments
    .slice(0, moments.indexOf(until))
    .some(({ entry: { event } }) => event.type === 'hold-confirmed' && event.holdId === holdId);
}

function liftedByTooFew({ id, moments, company }: DepartureHistory): string[] {
  return moments.flatMap((moment) => {
    const { event, by, at } = moment.entry;
    if (event.type !== 'hold-lifted') return [];
    const asked = moments.find(
      (one) => one.entry.event.type === 'hold-asked' && one.entry.event.hold.id === event.holdId,
    );
    if (!isConfirmed(moments, moment, event.holdId))
      return asked?.entry.by === by ? [] : [`${id}: a hold that waited was lifted by somebody else at ${at}`];
    const word = moments.findLast(
      (one) =>
        one.order <= moment.order &&
        one.entry.event.type === 'hold-lift-asked' &&
        one.entry.event.holdId === event.holdId,
    );
    const two = word !== undefined && word.entry.by !== by && plus(word.entry.at, 3 * day) >= at;
    const isHrs = word !== undefined && [word.entry.by, by].some((one) => company.rolesOf(one).includes('hr'));
    return two && isHrs ? [] : [`${id}: a confirmed hold was lifted at ${at} by too few`];
  });
}
