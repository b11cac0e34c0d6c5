import { z } from 'zod';

/** First and last day, both included. */
export const periodSchema = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
export type Period = z.infer<typeof periodSchema>;
