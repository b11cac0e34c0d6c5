import { z } from 'zod';
import { type Instant, instantSchema } from '../calendar/time.ts';
import type { Actor, CompanyRole } from '../people/people.ts';
import type { Finding } from './finding.ts';

/**
 * What somebody decided about a finding, which the next review does not forget. `exception`: it stays, knowingly, until
 * then. `taken`: somebody sees to it; only the next review says that it is gone.
 */
export const decisionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('exception'),
    by: z.string(),
    at: instantSchema,
    reason: z.string().min(3).max(500),
    until: instantSchema,
  }),
  z.strictObject({ type: z.literal('taken'), by: z.string(), at: instantSchema }),
]);
export type ReviewDecision = z.infer<typeof decisionSchema>;

/** Whether it holds: an exception ends by itself. */
export function holds(decision: ReviewDecision, now: Instant): boolean {
  return decision.type === 'taken' || decision.until > now;
}

/** What can be asked of a review. */
export const reviewActs = ['see', 'begin', 'cancel', 'decide', 'depart'] as const;
export type ReviewAct = (typeof reviewActs)[number];

/**
 * Whoever confirms that access ends may see and begin a review; a departure is begun by whoever may begin one of
 * anybody.
 */
const permitted: Readonly<Record<ReviewAct, readonly CompanyRole[]>> = {
  see: ['hr', 'it', 'admin'],
  begin: ['hr', 'it', 'admin'],
  cancel: ['hr', 'it', 'admin'],
  decide: ['hr', 'it', 'admin'],
  depart: ['hr', 'admin'],
};

export function mayReview(act: ReviewAct, { roles }: Pick<Actor & { type: 'person' }, 'roles'>): boolean {
  return permitted[act].some((role) => roles.includes(role));
}

/** Whether it is of somebody who left, and no departure of Relais ends it yet. */
export function leadsToDeparture({ class: what, departure, person }: Finding): boolean {
  return departure === null && person !== null && (what === 'residual' || what === 'invitation');
}

/** Nobody decides about what is found of themselves. */
export function isAbout({ person }: Pick<Finding, 'person'>, addresses: readonly string[]): boolean {
  return person !== null && addresses.some((address) => address.toLowerCase() === person.email.toLowerCase());
}
