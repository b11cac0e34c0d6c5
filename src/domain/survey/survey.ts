import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { mostOwnQuestions } from '../flow/survey-question.ts';
import { markedAnswerSchema } from './own-answers.ts';

/** The eight questions; their words live in the catalogue under `survey.question.<id>`. */
export const surveyQuestions = [
  { id: 'overall', type: 'scale' },
  { id: 'role', type: 'scale' },
  { id: 'manager', type: 'scale' },
  { id: 'growth', type: 'scale' },
  { id: 'recommend', type: 'nps' },
  {
    id: 'reason',
    type: 'choice',
    options: ['role', 'growth', 'pay', 'manager', 'balance', 'culture', 'personal', 'other'],
  },
  { id: 'best', type: 'text' },
  { id: 'change', type: 'text' },
] as const;

export type SurveyQuestionId = (typeof surveyQuestions)[number]['id'];

/** `scale` is 1 to 5, `nps` 0 to 10; every question may be left out. */
export const eightAnswersSchema = z.strictObject({
  overall: z.int().min(1).max(5).optional(),
  role: z.int().min(1).max(5).optional(),
  manager: z.int().min(1).max(5).optional(),
  growth: z.int().min(1).max(5).optional(),
  recommend: z.int().min(0).max(10).optional(),
  reason: z.enum(['role', 'growth', 'pay', 'manager', 'balance', 'culture', 'personal', 'other']).optional(),
  best: z.string().max(2000).optional(),
  change: z.string().max(2000).optional(),
});
export type EightAnswers = z.infer<typeof eightAnswersSchema>;

/** With the answers to the company's own questions; each of them may be left out too. */
export const surveyAnswersSchema = eightAnswersSchema.extend({
  own: z.array(markedAnswerSchema).max(mostOwnQuestions).optional(),
});
export type SurveyAnswers = z.infer<typeof surveyAnswersSchema>;

/** Whether every question was left out: nothing was said, so nothing is counted. */
export function isUnanswered(answers: SurveyAnswers): boolean {
  const { own = [], ...eight } = answers;
  return own.length === 0 && Object.values(eight).every((answer) => answer === undefined || answer === '');
}

/** When the survey can be answered. */
export const surveyTimesSchema = z.strictObject({ opensAt: instantSchema, closesAt: instantSchema });

export const surveySchema = z.strictObject({
  opensAt: instantSchema,
  closesAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  answers: surveyAnswersSchema.nullable(),
  /** How often the leaver changed the answers. */
  edits: z.int(),
});
