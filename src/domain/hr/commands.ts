import { z } from 'zod';
import { datesSchema } from '../calendar/dates.ts';
import { departureKindSchema, workerTypeSchema } from '../flow/flow.ts';
import { employmentFactSchema } from './employment-fact.ts';
import { againChoiceSchema } from './hr-schema.ts';

/** What a fact fills in of a draft; null empties what an earlier one filled in. */
export const hrDraftSchema = z.strictObject({
  kind: departureKindSchema.nullable(),
  workerType: workerTypeSchema.nullable(),
  flowId: z.string().nullable(),
  dates: datesSchema.nullable(),
  lastDaySaid: z.iso.date(),
});
export type HrDraft = z.infer<typeof hrDraftSchema>;

/** What people answer to what an HR system says. `fact` is the hash of what they saw. */
export const hrCommands = [
  z.strictObject({ type: z.literal('hr.take') }),
  z.strictObject({ type: z.literal('hr.share') }),
  z.strictObject({ type: z.literal('hr.dismiss') }),
  z.strictObject({ type: z.literal('hr.keep'), fact: z.string() }),
  z.strictObject({ type: z.literal('hr.settle'), fact: z.string(), choice: againChoiceSchema }),
] as const;
export type HrCommand = z.infer<(typeof hrCommands)[number]>;

/** What the feed reports of an employment; never from outside. */
export const hrReports = [
  z.strictObject({
    type: z.literal('hr.report'),
    fact: employmentFactSchema,
    /** What the fact would fill in: applied only to a draft that no person has taken up. */
    patch: hrDraftSchema.partial(),
  }),
] as const;
export type HrReport = z.infer<(typeof hrReports)[number]>;
