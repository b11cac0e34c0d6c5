import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { accountSchema } from '../systems/account.ts';
import { effectSchema, stageSchema } from '../systems/action.ts';
import { uncheckedSchema } from './unchecked.ts';

/**
 * What a confirmation binds in one account: a stage, and how hard its effect is, also where the fallback must be taken.
 */
const effectClassSchema = z.strictObject({
  stage: stageSchema,
  effect: effectSchema,
  fallback: effectSchema.optional(),
});
export type EffectClass = z.infer<typeof effectClassSchema>;

/** One account of the leaver as the departure keeps it. */
export const leaverAccountSchema = accountSchema.extend({
  /** When the latest look began that found it. */
  seenAt: instantSchema,
  /** Since when looks that told who has an account there have not found it; left out while the latest did. */
  missingSince: instantSchema.optional(),
  /** What it held, read once before the first call: what a restore starts from. Null until the run has looked at it. */
  snapshot: z.record(z.string(), z.json()).nullable(),
  /**
   * The classes of effect that are confirmed, once the run has begun; what appears of them later is cut without another
   * confirmation.
   */
  covered: z.array(effectClassSchema),
  /**
   * Uses of the account are alarms from this instant on, in the vendor's event time; null until the run ended. It never
   * moves.
   */
  watchedFrom: instantSchema.nullable(),
  /** The latest use that was told already. */
  usedUntil: instantSchema.nullable(),
  /** When the vendor last answered, and when it was last asked, about use. */
  useReadAt: instantSchema.nullable(),
  useAskedAt: instantSchema.nullable(),
  /** Since when its use could not be read, and why; left out where it was. */
  unchecked: uncheckedSchema.optional(),
});
export type LeaverAccount = z.infer<typeof leaverAccountSchema>;
