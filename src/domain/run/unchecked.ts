import type { Unchecked } from '../actions/unchecked.ts';
import { day, type Instant, plus } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';

/** How long something may be unknown on later days before IT hears of it. */
const silentFor = day;
/** How long the re-check of one day is repeated. After it that day is given up, and the next one asks anew. */
const patience = 3 * day;

interface CheckedAccount {
  system: string;
  accountId: string;
}

/** Whether the re-check of a day that is unknown again is given up. */
export function isGivenUp(unchecked: Unchecked | undefined, now: Instant): boolean {
  return unchecked !== undefined && plus(unchecked.since, patience) <= now;
}

/** What cannot be checked in one account, the longest first: its proven actions, and its use. */
export function uncheckedOf(
  { revocations, accounts }: Pick<Departure, 'revocations' | 'accounts'>,
  { system, accountId }: CheckedAccount,
): Unchecked | null {
  const all = [
    ...revocations.flatMap(({ action, status, unchecked }) =>
      action.system === system && action.accountId === accountId && status === 'verified' ? (unchecked ?? []) : [],
    ),
    ...accounts.flatMap((one) => (one.system === system && one.id === accountId ? (one.unchecked ?? []) : [])),
  ];
  return all.toSorted((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null;
}

/**
 * The alarm about an account once something was read, or was not: one for each silence, until it ends or a person has
 * looked.
 */
export function uncheckedAlarm(after: Departure, account: CheckedAccount, now: Instant): DepartureEvent[] {
  const subject = `${account.system}/${account.accountId}`;
  const alerts = after.alerts.filter((alert) => alert.kind === 'unchecked' && alert.subject === subject);
  const up = alerts.filter(({ clearedAt }) => clearedAt === null);
  const silence = uncheckedOf(after, account);
  if (silence === null) return up.map(({ id }) => ({ type: 'alert-cleared', alertId: id }));
  const isTold = alerts.some(({ at }) => at >= silence.since);
  if (isTold || plus(silence.since, silentFor) > now) return [];
  const alertId = `unchecked-${after.alerts.length + 1}-${subject}`;
  return [{ type: 'alert-raised', alertId, kind: 'unchecked', subject }];
}
