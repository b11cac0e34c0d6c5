import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';

/** What people ask of a brake. */
export const brakeCommands = [
  /** What it holds of this departure goes on; `planHash` of the plan that the person saw. */
  z.strictObject({ type: z.literal('brake.release'), planHash: z.string() }),
] as const;
export type BrakeCommand = z.infer<(typeof brakeCommands)[number]>;

/** What is reported of brakes; never from outside. */
export const brakeReports = [
  /** A wave of departures was confirmed by these people, for its hash, and with it this departure's plan. */
  z.strictObject({
    type: z.literal('brake.wave-release'),
    wave: z.string(),
    by: z.array(z.string()).min(2),
    planHash: z.string(),
    expiresAt: instantSchema,
  }),
  /** The store was told that this departure is not to begin any more. */
  z.strictObject({ type: z.literal('brake.settle') }),
  /** The store gave it so many wipes, in all. */
  z.strictObject({ type: z.literal('brake.allow-wipes'), wipes: z.int().min(0) }),
] as const;
export type BrakeReport = z.infer<(typeof brakeReports)[number]>;
