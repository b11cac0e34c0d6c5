import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { channelIdSchema } from '../people/people.ts';
import { cardOutcomeSchema, erasureSchema } from './erasure-schema.ts';

const { why, evidenceUntil } = erasureSchema.shape;

/** How a departure is erased. */
export const erasureEvents = [
  z.strictObject({ type: z.literal('erasure-asked'), hr: z.boolean(), reason: z.string() }),
  /** It was taken back, or no second person spoke in time. */
  z.strictObject({ type: z.literal('erasure-withdrawn') }),
  z.strictObject({ type: z.literal('erasure-began'), why, evidenceUntil }),
  z.strictObject({
    type: z.literal('card-erased'),
    key: z.string(),
    channel: channelIdSchema.nullable(),
    outcome: cardOutcomeSchema,
  }),
  z.strictObject({ type: z.literal('erasure-waits'), until: instantSchema }),
  z.strictObject({ type: z.literal('erasure-stopped') }),
] as const;
export type ErasureEvent = z.infer<(typeof erasureEvents)[number]>;
