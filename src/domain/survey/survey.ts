import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { addToCount, countsSchema } from '../figures/tally.ts';

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

/** What of one person's answers enters the numbers: never the texts. */
export const surveyFiguresSchema = surveyAnswersSchema.omit({ best: true, change: true });
type SurveyFigures = z.infer<typeof surveyFiguresSchema>;

const numericQuestions = surveyQuestions.flatMap(({ id, type }) => (type === 'scale' || type === 'nps' ? [id] : []));
const sumSchema = z.strictObject({ sum: z.int(), count: z.int() });

/** The answers of many. Below the threshold nothing of it but `answered` may be shown: see `summarize`. */
export const surveyTotalsSchema = z.strictObject({
  answered: z.int(),
  questions: z.strictObject({
    overall: sumSchema,
    role: sumSchema,
    manager: sumSchema,
    growth: sumSchema,
    recommend: sumSchema,
  }),
  reasons: countsSchema,
});
export type SurveyTotals = z.infer<typeof surveyTotalsSchema>;

export const emptySurveyTotals: SurveyTotals = {
  answered: 0,
  questions: {
    overall: { sum: 0, count: 0 },
    role: { sum: 0, count: 0 },
    manager: { sum: 0, count: 0 },
    growth: { sum: 0, count: 0 },
    recommend: { sum: 0, count: 0 },
  },
  reasons: {},
};

/** Changes `totals`; `by` is -1 to take the answers out again. */
export function addAnswers(totals: SurveyTotals, answers: SurveyFigures, by: 1 | -1): void {
  totals.answered += by;
  for (const id of numericQuestions) {
    const given = answers[id];
    if (given === undefined) continue;
    totals.questions[id].sum += by * given;
    totals.questions[id].count += by;
  }
  if (answers.reason) addToCount(totals.reasons, answers.reason, by);
}

/** Averages and themes are shown from this many answers on; below it somebody could be recognised. */
export const surveyThreshold = 5;

export interface SurveySummary {
  answered: number;
  /** Null below the threshold. */
  averages: Readonly<Partial<Record<SurveyQuestionId, number>>> | null;
  reasons: Readonly<Record<string, number>> | null;
}

export function summarize({ answered, questions, reasons }: SurveyTotals): SurveySummary {
  if (answered < surveyThreshold) return { answered, averages: null, reasons: null };
  const averages: Partial<Record<SurveyQuestionId, number>> = {};
  for (const id of numericQuestions) {
    const { sum, count } = questions[id];
    // One answer out of many must not be readable either, so each average has the same threshold.
    if (count >= surveyThreshold) averages[id] = sum / count;
  }
  return { answered, averages, reasons };
}
