import { z } from 'zod';
import { flowTextSchema } from './flow-text.ts';

/** More than these beside the eight nobody answers in three minutes. */
export const mostOwnQuestions = 10;

const idSchema = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected lower-case words joined by hyphens');

const optionsSchema = z
  .array(z.strictObject({ id: idSchema, text: flowTextSchema }))
  .min(2)
  .max(10)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'expected each option’s id once' });

const question = {
  id: idSchema,
  version: z
    .int()
    .min(1)
    .default(1)
    .describe('Raised when the question comes to mean something else: answers to the earlier one are counted apart.'),
  text: flowTextSchema,
};

/** A question of the company's own in the exit survey. */
export const ownQuestionSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...question, type: z.literal('scale') }).describe('1 to 5'),
  z.strictObject({ ...question, type: z.literal('choice'), options: optionsSchema }).describe('One of several.'),
  z.strictObject({ ...question, type: z.literal('choices'), options: optionsSchema }).describe('Several of them.'),
  z.strictObject({ ...question, type: z.literal('yes-no') }),
  z.strictObject({ ...question, type: z.literal('text') }).describe('In their own words; HR alone reads it.'),
]);
export type OwnQuestion = z.infer<typeof ownQuestionSchema>;
