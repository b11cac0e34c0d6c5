import { z } from 'zod';
import { brakeReleaseSchema, trippedSchema } from './brake.ts';

/** What becomes of a cut-off, or of calls, that a brake holds. */
export const brakeEvents = [
  /** Its time has come and it was confirmed, and it did not begin: too many had. */
  z.strictObject({ type: z.literal('run-braked'), ...trippedSchema.shape }),
  /** One person's word that it goes on. */
  z.strictObject({ type: z.literal('brake-released'), release: brakeReleaseSchema }),
  /** What was held is not to begin any more: it was called off, put off, or its confirmation ended. */
  z.strictObject({ type: z.literal('brake-settled') }),
  /** So many wipes of devices are within what all departures together may have. */
  z.strictObject({ type: z.literal('wipes-allowed'), wipes: z.int().min(0) }),
] as const;
export type BrakeEvent = z.infer<(typeof brakeEvents)[number]>;
