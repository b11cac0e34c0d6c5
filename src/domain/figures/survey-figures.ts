import { z } from 'zod';
import { type SurveyQuestionId, surveyAnswersSchema, surveyQuestions } from '../survey/survey.ts';
import { addToCount, countsSchema } from './tally.ts';

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
  /** Who would recommend the company (9 and 10), and who would not (0 to 6). */
  nps: z.strictObject({ promoters: z.int(), detractors: z.int() }),
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
  nps: { promoters: 0, detractors: 0 },
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
  const { recommend } = answers;
  if (recommend !== undefined && recommend >= 9) totals.nps.promoters += by;
  if (recommend !== undefined && recommend <= 6) totals.nps.detractors += by;
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

/** The Net Promoter Score, from -100 to 100; null below the threshold. https://en.wikipedia.org/wiki/Net_promoter_score */
export function npsOf({ nps, questions }: SurveyTotals): number | null {
  const { count } = questions.recommend;
  return count < surveyThreshold ? null : Math.round(((nps.promoters - nps.detractors) / count) * 100);
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
