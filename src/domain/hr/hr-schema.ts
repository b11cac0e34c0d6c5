import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { employmentFactSchema } from './employment-fact.ts';

/** What people decided about somebody who is employed again. */
export const againChoiceSchema = z.enum(['go-on', 'stays']);

/** What an HR system has said about the leaver, and what people made of it. */
export const hrSchema = z.strictObject({
  /** Its latest word. */
  told: employmentFactSchema.nullable(),
  /** The days of ours with which it was last in line: while ours are still these, it is HR that has moved. */
  agreed: z.strictObject({ lastWorkingDay: z.iso.date(), contractEnd: z.iso.date() }).nullable(),
  /** Whether it ever told of an end: none afterwards means that the end was taken back. */
  hadEnd: z.boolean(),
  /** Hashes of what people have decided against; the same word asks nobody again. */
  answered: z.array(z.string()),
  /** Set where the draft was begun by the HR system and not by a person. */
  begun: z
    .strictObject({
      /** HR, as it was then. */
      readers: z.array(z.string()),
      /** Whether the manager may know of it. */
      shared: z.boolean(),
      /** Whoever has taken it up; it is prepared by them from then on. */
      takenBy: z.string().nullable(),
    })
    .nullable(),
  /** The person is employed again: nothing that waits is done until somebody has decided. */
  again: z
    .strictObject({
      fact: employmentFactSchema,
      since: instantSchema,
      settled: z.strictObject({ by: z.string(), at: instantSchema, choice: againChoiceSchema }).nullable(),
    })
    .nullable(),
});
export type HrState = z.infer<typeof hrSchema>;

export const nothingTold: HrState = {
  told: null,
  agreed: null,
  hadEnd: false,
  answered: [],
  begun: null,
  again: null,
};
