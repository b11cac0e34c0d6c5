import { z } from 'zod';
import { alertKindSchema } from './alert.ts';

/** An alarm begins, or ends. */
export const alertEvents = [
  z.strictObject({
    type: z.literal('alert-raised'),
    alertId: z.string(),
    kind: alertKindSchema,
    subject: z.string(),
  }),
  z.strictObject({ type: z.literal('alert-cleared'), alertId: z.string() }),
] as const;
export type AlertEvent = z.infer<(typeof alertEvents)[number]>;
