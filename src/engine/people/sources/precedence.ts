import { z } from 'zod';

/** What sources tell about a person and Relais takes from one of them. */
export const sourceFieldSchema = z.enum([
  'name',
  'manager',
  'title',
  'team',
  'country',
  'locale',
  'timeZone',
  'employeeNumber',
  'workerType',
  'contractEnd',
  'sponsor',
]);
export type SourceField = z.infer<typeof sourceFieldSchema>;

/** By field, the ids of the sources whose word counts before that of the others, the first one first. */
export const precedenceSchema = z
  .partialRecord(
    sourceFieldSchema,
    z.array(z.string()).min(1, { error: 'expected the id of a source, or no such key' }),
  )
  .default({})
  .meta({
    description:
      'By field (`manager`, `country`, …), the ids of the sources whose word counts before that of the others, as in `manager: [hris, okta]`. Without it the first source that says something counts; but where sources name different managers, sponsors or employee numbers, none does.',
  });
export type Precedence = z.infer<typeof precedenceSchema>;

/**
 * Fields with which somebody gets a right or an account is found. Where sources contradict one another and nobody has
 * said which of them counts, such a field has no value.
 */
export const guardedFields: ReadonlySet<SourceField> = new Set<SourceField>(['manager', 'employeeNumber', 'sponsor']);
