import { type Instant, minute, plus } from '../calendar/time.ts';
import type { Confirmation, Departure } from '../departure.ts';
import { unresolvedOf } from '../systems/look.ts';

/** Confirmations that count now: of the present plan, not expired, not by somebody who may not. */
export function validConfirmations(departure: Departure, now: Instant): readonly Confirmation[] {
  return departure.confirmations.filter(
    (one) =>
      one.planHash === departure.planHash &&
      one.expiresAt > now &&
      one.by !== departure.requester &&
      one.by !== departure.leaver.id,
  );
}

export interface Quorum {
  role: Confirmation['role'];
  needed: number;
  given: readonly Confirmation[];
}

/** What the flow asks for and how far it is met; each person counts once. */
export function quorum(departure: Departure, now: Instant): readonly Quorum[] {
  const valid = validConfirmations(departure, now);
  return (departure.flow?.confirmation.confirmers ?? []).map(({ role, count }) => ({
    role,
    needed: count,
    given: valid.filter((one) => one.role === role),
  }));
}

/** Whether the run may begin: every role's quorum is met for exactly the present plan, and no system is missing from it. Once begun, it stays confirmed: what expires is the permission to begin. */
export function isConfirmed(departure: Departure, now: Instant): boolean {
  if (departure.runStartedAt !== null) return true;
  return isPresentPlanConfirmed(departure, now) && unresolvedOf(departure).length === 0;
}

/** Whether the quorum is met for exactly the present plan, also when the run has begun: what appeared in it asks for confirmations anew. */
export function isPresentPlanConfirmed(departure: Departure, now: Instant): boolean {
  const asked = quorum(departure, now);
  return asked.length > 0 && asked.every(({ needed, given }) => given.length >= needed);
}

/** Milliseconds from the instant at which access was to end until `endedAt`: the one time to deactivate that every page tells. */
export function timeToDeactivate(departure: Departure, endedAt: Instant): number {
  const from = runDueAt(departure) ?? departure.runStartedAt ?? endedAt;
  return Math.max(0, Date.parse(endedAt) - Date.parse(from));
}

/** How long those who confirm have for a cut-off that was to be at once, before it counts as passed. */
const confirmWithin = 15 * minute;

/** Whether access ends as soon as it is confirmed: "now" was chosen when the departure was started, and no other time was set since. */
export function endsOnceConfirmed({ draft, dates, flow, runStartedAt }: Departure): boolean {
  if (!draft.nowConfirmed || flow?.cutOff.mode === 'released' || runStartedAt !== null) return false;
  return dates !== null && dates.cutOff.at === draft.dates?.cutOff.at;
}

/** From when on a cut-off that nobody has confirmed is overdue; null without dates. */
export function overdueAt(departure: Departure): Instant | null {
  const { dates } = departure;
  if (!dates) return null;
  return endsOnceConfirmed(departure) ? plus(dates.cutOff.at, confirmWithin) : dates.cutOff.at;
}

/** The instant from which the run should be going, or null while it waits for the release click. */
export function runDueAt(departure: Departure): Instant | null {
  const { flow, dates, released } = departure;
  if (!flow || !dates) return null;
  return flow.cutOff.mode === 'released' ? (released?.at ?? null) : dates.cutOff.at;
}
