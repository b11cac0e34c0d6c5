import { z } from 'zod';

/** One system with a limit of its own. */
export const limitedSystemSchema = z.object({
  id: z.string(),
  type: z.enum(['scim', 'webhook']),
  perMinute: z.number().positive(),
  /** How long each answer takes, in milliseconds. */
  delay: z.number(),
});
export type LimitedSystem = z.infer<typeof limitedSystemSchema>;
