import { isEntrance } from '../actions/order.ts';
import type { Departure } from '../departure.ts';
import { isKeptByHold } from '../hold/held.ts';
import type { PersonId } from '../people/people.ts';
import { type CardSpec, keyOf } from './card-spec.ts';
import { isLost } from './reached.ts';

type Alert = Departure['alerts'][number];

/** Alarms about what the outcome would only tell as open, with the buttons that settle it. */
const aboutWhatIsOpen: ReadonlySet<Alert['kind']> = new Set([
  'action-failed',
  'account-open',
  'appeared',
  'plan-unresolved',
  'proof-waits',
]);

/**
 * How the access ended, as a message of its own for each of these readers once the run is over. Whoever an alarm of
 * it rings for has their next step there: the outcome would lie below it, say the same again and hide its buttons. It
 * comes once that is settled, as the newest message, also where that completes the departure; and at once to whom the
 * alarm did not reach.
 */
export function outcomeCards(
  state: Departure,
  readers: readonly PersonId[],
  alarmed: (alert: Alert) => readonly PersonId[],
): CardSpec[] {
  if (state.status !== 'active' && state.status !== 'completed') return [];
  // Where people ended everything by hand there is no run to tell of.
  if (state.runStartedAt === null || state.runEndedAt === null) return [];
  const lost = new Set(state.posts.filter(isLost).map(({ key }) => key));
  const busy = new Set(
    state.alerts
      .filter((alert) => isToBeSettled(state, alert))
      .flatMap((alert) =>
        alarmed(alert).filter((reader) => !lost.has(keyOf({ card: 'alert', subject: alert.id, reader }))),
      ),
  );
  return [...new Set(readers)]
    .filter((reader) => reader !== state.leaver.id && !busy.has(reader))
    .map((reader) => ({ card: 'outcome', subject: null, reader }));
}

/** What only a legal hold keeps open stays so for months, and is nobody's next step. */
function isToBeSettled(state: Departure, alert: Alert): boolean {
  return alert.clearedAt === null && aboutWhatIsOpen.has(alert.kind) && !isHeldOpen(state, alert);
}

/** Whether an account is open because a legal hold keeps its closing from being done. */
export function isHeldOpen(state: Departure, alert: Pick<Alert, 'kind' | 'subject'>): boolean {
  if (alert.kind !== 'account-open') return false;
  const own = state.revocations.filter(
    (one) => `${one.action.system}/${one.action.accountId}` === alert.subject && isEntrance(one),
  );
  return isKeptByHold(state, own);
}
