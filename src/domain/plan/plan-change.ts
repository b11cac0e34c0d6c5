import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** How the plan differs from the one before it, by the ids of actions. */
export const planChangeSchema = z.strictObject({
  at: instantSchema,
  added: z.array(z.string()),
  removed: z.array(z.string()),
  cutOffMoved: z.boolean(),
});
