import { z } from 'zod';
import { instantSchema } from './time.ts';

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
type SurveyQuestionId = (typeof surveyQuestions)[number]['id'];

/** `scale` is 1 to 5, `nps` 0 to 10; every question may be left out. */
export const surveyAnswersSchema = z.strictObject({
  overall: z.int().min(1).max(5).optional(),
  role: z.int().min(1).max(5).optional(),
  manager: z.int().min(1).max(5).optional(),
  growth: z.int().min(1).max(5).optional(),
  recommend: z.int().min(0).max(10).optional(),
  reason: z.enum(['role', 'growth', 'pay', 'manager', 'balance', 'culture', 'personal', 'other']).optional(),
  best: z.string().max(2000).optional(),
  change: z.string().max(2000).optional(),
});
export type SurveyAnswers = z.infer<typeof surveyAnswersSchema>;

/** Whether every question was left out: nothing was said, so nothing is counted. */
export function isUnanswered(answers: SurveyAnswers): boolean {
  return Object.values(answers).every((answer) => answer === undefined || answer === '');
}

export const surveySchema = z.strictObject({
  opensAt: instantSchema,
  closesAt: instantSchema,
  answeredAt: instantSchema.nullable(),
  answers: surveyAnswersSchema.nullable(),
  /** How often the leaver changed the answers. */
  edits: z.int(),
});

/** Averages and themes are shown from this many answers on; below it somebody could be recognised. */
export const surveyThreshold = 5;

export interface SurveySummary {
  answered: number;
  /** Null below the threshold. */
  averages: Readonly<Partial<Record<SurveyQuestionId, number>>> | null;
  reasons: Readonly<Record<string, number>> | null;
}

export function summarize(all: readonly SurveyAnswers[]): SurveySummary {
  if (all.length < surveyThreshold) return { answered: all.length, averages: null, reasons: null };
  const averages: Partial<Record<SurveyQuestionId, number>> = {};
  for (const question of surveyQuestions) {
    if (question.type !== 'scale' && question.type !== 'nps') continue;
    const given = all.map((one) => one[question.id]).filter((value) => value !== undefined);
    // One answer out of many must not be readable either, so each average has the same threshold.
    if (given.length >= surveyThreshold)
      averages[question.id] = given.reduce((sum, value) => sum + value, 0) / given.length;
  }
  const reasons: Record<string, number> = {};
  for (const { reason } of all) if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { answered: all.length, averages, reasons };
}
