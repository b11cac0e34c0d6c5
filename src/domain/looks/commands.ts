import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { personSchema } from '../people/people.ts';
import { preflightSchema, systemLookSchema } from '../systems/look.ts';

/** What people ask of all systems. */
export const lookCommands = [
  z.strictObject({
    type: z.literal('access.replan'),
    preflight: preflightSchema,
    /** The tenant that answers in this system is the right one from now on, says `by`, who asks for it. */
    adopt: z.strictObject({ system: z.string(), tenant: z.string(), by: personSchema }).optional(),
  }),
  /** The departure goes on without a system that cannot tell who the leaver is there. */
  z.strictObject({ type: z.literal('access.set-aside'), system: z.string() }),
] as const;
export type LookCommand = z.infer<(typeof lookCommands)[number]>;

/** What the reconciler reports of a system; never from outside. */
export const lookReports = [
  z.strictObject({
    type: z.literal('look.record'),
    look: systemLookSchema,
    /** Where the system could not tell everything: when it is asked again by itself, null for a person's turn. */
    retryAt: instantSchema.nullable(),
  }),
] as const;
export type LookReport = z.infer<(typeof lookReports)[number]>;
