import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { plannedActionSchema } from '../systems/action.ts';
import { systemLookSchema } from '../systems/look.ts';

/** What looks at systems change. */
export const lookEvents = [
  /** Every system was asked again before the run. */
  z.strictObject({
    type: z.literal('plan-changed'),
    looks: z.array(systemLookSchema),
    actions: z.array(plannedActionSchema),
    kept: z.array(plannedActionSchema),
    planHash: z.string(),
  }),
  /** A system was looked at anew during or after the run. */
  z.strictObject({
    type: z.literal('looked'),
    look: systemLookSchema,
    /** When it is asked again by itself, where it could not tell everything; null: a person's turn. */
    retryAt: instantSchema.nullable(),
    /** What was not in the plan, in the order in which it is done. */
    appeared: z.array(plannedActionSchema),
    planHash: z.string(),
  }),
  /**
   * A person adopted the tenant that answers in a system. `same`: the same organisation at another address, so
   * everything known goes on there.
   */
  z.strictObject({
    type: z.literal('tenant-adopted'),
    system: z.string(),
    from: z.string(),
    to: z.string(),
    same: z.boolean(),
  }),
  /** IT goes on without a system that could not tell everything: the confirmation does not wait for it. */
  z.strictObject({ type: z.literal('system-set-aside'), system: z.string(), by: z.string() }),
] as const;
export type LookEvent = z.infer<(typeof lookEvents)[number]>;
