import { z } from 'zod';
import { wordsSchema } from '../localized.ts';
import { tierSchema } from './tier.ts';

export const effectSchema = z.enum(['read', 'reversible', 'destructive']);
export type Effect = z.infer<typeof effectSchema>;

/** The stages of one system's revocation, in the order they run; see connectors.md 0.1. */
export const stageSchema = z.enum([
  'disable',
  'sessions',
  'credentials',
  'groups',
  'data',
  'licence',
  'task',
  'delete',
]);
export type Stage = z.infer<typeof stageSchema>;

export const stageOrder: readonly Stage[] = stageSchema.options;

/** What a vendor does away with, and how many days after the action; null where it says no time. */
const lossSchema = z.strictObject({ what: wordsSchema, afterDays: z.int().min(0).nullable() });
export type Loss = z.infer<typeof lossSchema>;

/** One thing that will be done to one account; the unit of confirmation, intent, evidence and retry. */
export const plannedActionSchema = z.strictObject({
  /** Stable over previews: `okta/00u1/sessions` or `okta/00u1/groups/00g7`. */
  id: z.string(),
  system: z.string(),
  systemLabel: z.string(),
  tier: tierSchema,
  /** The tenant of the account; compared with the tenant that answers before anything is called or read back. */
  tenant: z.string(),
  accountId: z.string(),
  accountLogin: z.string(),
  stage: stageSchema,
  /** What a group, key or licence action is about. */
  target: z.strictObject({ id: z.string(), label: wordsSchema }).nullable(),
  /** Of an action without a target: what of the account it ends, for people to read, such as "sign-in factors". */
  named: wordsSchema.optional(),
  /**
   * Exactly what is sent, for people to read: `POST /api/v1/users/00u1/lifecycle/suspend`. Without secrets. Of what a
   * person does: what they do.
   */
  call: wordsSchema,
  effect: effectSchema,
  /**
   * What is sent instead when the account is by then in a state in which `call` is impossible; part of what is
   * confirmed.
   */
  fallback: z.strictObject({ call: z.string(), effect: effectSchema }).nullable(),
  /** Stages of the same account that come first; see `access-order.ts` for how long they are waited for. */
  needs: z.array(stageSchema),
  /** A person does it and attaches proof; Relais calls nothing. */
  manual: z.boolean(),
  /**
   * Of what a person does: the system shows whether it was done, so it is read back from time to time, and at once when
   * they say so.
   */
  verifiable: z.literal(true).optional(),
  /** How long what was issued before may live on after success (access tokens), in minutes; 0 when it ends at once. */
  residualMinutes: z.int().min(0),
  /** It takes data off a device that somebody holds. */
  wipesDevice: z.literal(true).optional(),
  /** What the system itself does away with once this is done; left out where nothing is lost by it. */
  losses: z.array(lossSchema).optional(),
});
export type PlannedAction = z.infer<typeof plannedActionSchema>;

/** Whether Relais would do what nobody can undo, by its call or by the one in its place. */
export function isDestructive({ manual, effect, fallback }: PlannedAction): boolean {
  return !manual && (effect === 'destructive' || fallback?.effect === 'destructive');
}

/** Whether Relais would take data off a device. */
export function isWipe({ manual, wipesDevice }: PlannedAction): boolean {
  return !manual && wipesDevice === true;
}
