import { z } from 'zod';
import type { OwnQuestion } from '../flow/survey-question.ts';

export const longestOwnAnswer = 2000;

const valueSchema = z.union([z.int().min(1).max(5), z.string().max(longestOwnAnswer), z.array(z.string()).max(10)]);

/** The answer to one question of the company's own, as it stood in the flow: by its id and version. */
export const ownAnswerSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  /** A scale: 1 to 5. One of several: its id; yes or no: `yes`, `no`. Several: their ids. Else what was written. */
  value: valueSchema,
});
export type OwnAnswer = z.infer<typeof ownAnswerSchema>;

/** As it is kept: `mark` tells questions apart that have one id and version and are not the same. */
export const markedAnswerSchema = ownAnswerSchema.extend({ type: z.string(), mark: z.string() });
export type MarkedAnswer = z.infer<typeof markedAnswerSchema>;

/** So many signs of the digest. */
export const markLength = 16;

/** What a question is, for telling it from another one under the same id and version; its digest is its mark. */
export function substanceOf({ type, text, ...rest }: OwnQuestion): string {
  return JSON.stringify([type, text, 'options' in rest ? rest.options : []]);
}

/**
 * The one question that answers are counted for: another text, another way to answer or another version is another one.
 */
export function questionKey(question: Pick<OwnQuestion, 'id' | 'version'>, mark: string): string {
  return `${question.id}@${question.version}:${mark}`;
}

/** Whether an answer is one that this question can have. */
export function isAnswerTo(question: OwnQuestion, { value }: Pick<OwnAnswer, 'value'>): boolean {
  switch (question.type) {
    case 'scale':
      return typeof value === 'number';
    case 'yes-no':
      return value === 'yes' || value === 'no';
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
    case 'choice':
      return question.options.some(({ id }) => id === value);
    case 'choices':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        new Set(value).size === value.length &&
        value.every((one) => question.options.some(({ id }) => id === one))
      );
  }
}
