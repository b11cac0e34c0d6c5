import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

export const confirmationSchema = z.strictObject({
  by: z.string(),
  role: z.enum(['hr', 'it', 'admin']),
  at: instantSchema,
  planHash: z.string(),
  expiresAt: instantSchema,
});
export type Confirmation = z.infer<typeof confirmationSchema>;
