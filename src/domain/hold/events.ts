import { z } from 'zod';
import { holdSchema, reviewDaySchema } from './hold-schema.ts';

const holdId = { holdId: z.string() };

/** What becomes of a legal hold. */
export const holdEvents = [
  z.strictObject({ type: z.literal('hold-asked'), hold: holdSchema }),
  z.strictObject({ type: z.literal('hold-confirmed'), ...holdId, hr: z.boolean() }),
  /** No second person gave their word in time: that it stands, or that it ends. */
  z.strictObject({ type: z.literal('hold-lapsed'), ...holdId }),
  /** The first of two words that it ends. */
  z.strictObject({ type: z.literal('hold-lift-asked'), ...holdId, hr: z.boolean(), reason: z.string() }),
  z.strictObject({ type: z.literal('hold-lifted'), ...holdId }),
  z.strictObject({ type: z.literal('hold-reviewed'), ...holdId, reviewOn: reviewDaySchema }),
  /** As it stands in another departure of the same person; null: it is gone there. */
  z.strictObject({ type: z.literal('hold-carried'), ...holdId, hold: holdSchema.nullable() }),
] as const;
export type HoldEvent = z.infer<(typeof holdEvents)[number]>;
