import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { companyRoleSchema } from '../people/people.ts';

/**
 * Which cap a cut-off ran into: so many in an hour, so many in a day, or that the brake was on already because it holds
 * another one.
 */
export const cutOffCapSchema = z.enum(['hour', 'day', 'tripped']);

/** Why a confirmed cut-off did not begin: the cap, how many had begun by then, and how many may. */
export const trippedSchema = z.strictObject({ cap: cutOffCapSchema, counted: z.int().min(0), limit: z.int().min(1) });
export type Tripped = z.infer<typeof trippedSchema>;

/** The cut-off of a departure is held since then. */
export const brakeSchema = z.strictObject({ at: instantSchema, ...trippedSchema.shape });

/** One person's word that what a brake holds of this departure, in exactly this plan, goes on. */
export const brakeReleaseSchema = z.strictObject({
  by: z.string(),
  /** In which role; left out where the word was given for a whole wave. */
  role: companyRoleSchema.optional(),
  at: instantSchema,
  planHash: z.string(),
  expiresAt: instantSchema,
  /** The wave that was confirmed, where the word was given for all of it at once. */
  wave: z.string().optional(),
});
export type BrakeRelease = z.infer<typeof brakeReleaseSchema>;

/** How many destructive calls, and how many wipes of devices among them, a run may begin without two people's word. */
export const allowanceSchema = z.strictObject({ destructive: z.int().min(0), wipes: z.int().min(0) });
export type Allowance = z.infer<typeof allowanceSchema>;

/** What the store says of a run that is to begin: counted and open, or held. */
export type BrakeGate = { type: 'open'; allowance: Allowance } | ({ type: 'held' } & Tripped);
