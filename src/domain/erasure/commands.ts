import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { cardOutcomeSchema } from './erasure-schema.ts';

/** What people ask of the erasure of an ended departure before its time. */
export const erasureCommands = [
  z.strictObject({ type: z.literal('erasure.ask'), reason: z.string().min(3).max(500) }),
  z.strictObject({ type: z.literal('erasure.confirm') }),
  z.strictObject({ type: z.literal('erasure.withdraw') }),
] as const;
export type ErasureCommand = z.infer<(typeof erasureCommands)[number]>;

/** What is reported of an erasure that is under way; never from outside. */
export const erasureReports = [
  /** What became of one card. */
  z.strictObject({ type: z.literal('erasure.card'), key: z.string(), outcome: cardOutcomeSchema }),
  /** A platform did not answer. */
  z.strictObject({ type: z.literal('erasure.wait'), until: instantSchema }),
  /** A legal hold came between, or access was found open. */
  z.strictObject({ type: z.literal('erasure.stop') }),
] as const;
export type ErasureReport = z.infer<(typeof erasureReports)[number]>;
