import { z } from 'zod';
import { confirmationSchema } from './confirmation.ts';

/** What becomes of confirmations. */
export const confirmationEvents = [
  z.strictObject({ type: z.literal('access-confirmed'), confirmation: confirmationSchema }),
  z.strictObject({ type: z.literal('confirmation-withdrawn'), by: z.string() }),
  z.strictObject({ type: z.literal('confirmation-expired'), by: z.string() }),
  /** What appeared in new accounts, or harder than was confirmed, was confirmed too. */
  z.strictObject({ type: z.literal('coverage-extended') }),
] as const;
export type ConfirmationEvent = z.infer<(typeof confirmationEvents)[number]>;
