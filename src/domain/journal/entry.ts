import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { eventSchema } from '../event.ts';

/** One line of a departure's journal, before it is sealed and chained. */
export const entrySchema = z.strictObject({
  departureId: z.string(),
  /** 1, 2, 3 … without a gap. */
  seq: z.int().min(1),
  at: instantSchema,
  /** A person's id, or `system`. */
  by: z.string(),
  event: eventSchema,
});
export type Entry = z.infer<typeof entrySchema>;
