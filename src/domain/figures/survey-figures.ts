import { z } from 'zod';
import { questionKey } from '../survey/own-answers.ts';
import { eightAnswersSchema, type SurveyAnswers, type SurveyQuestionId, surveyQuestions } from '../survey/survey.ts';
import { addToCount, type Counts, countsSchema } from './tally.ts';

/** What of one person's answers enters the numbers: never the texts. */
export const surveyFiguresSchema = eightAnswersSchema.omit({ best: true, change: true }).extend({
  /** By `questionKey`, what was answered: numbers and ids of options. */
  own: z.array(z.strictObject({ key: z.string(), values: z.array(z.string()) })).optional(),
});

type SurveyFigures = z.infer<typeof surveyFiguresSchema>;

/** Of one person's answers what is counted. */
export function surveyFiguresOf({ best: _best, change: _change, own = [], ...answers }: SurveyAnswers): SurveyFigures {
  const counted = own
    .filter(({ type }) => type !== 'text')
    .map((one) => ({ key: questionKey(one, one.mark), values: [one.value].flat().map(String) }));
  return { ...answers, ...(counted.length > 0 && { own: counted }) };
}

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
  /** By `questionKey`: how many people answered it, and how often what. Left out while nobody did. */
  own: z.record(z.string(), z.strictObject({ count: z.int(), values: countsSchema })).optional(),
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
  for (const one of answers.own ?? []) addOwn(totals, one, by);
}

/** What nobody answered is left out, so that adding and taking away again leaves no trace. */
function addOwn(totals: SurveyTotals, { key, values }: { key: string; values: readonly string[] }, by: 1 | -1): void {
  const own = totals.own ?? {};
  const entry = own[key] ?? { count: 0, values: {} };
  entry.count += by;
  for (const value of values) addToCount(entry.values, value, by);
  if (entry.count === 0) delete own[key];
  else own[key] = entry;
  if (Object.keys(own).length === 0) delete totals.own;
  else totals.own = own;
}

/** Averages and themes are shown from this many answers on; below it somebody could be recognised. */
export const surveyThreshold = 5;

export interface SurveySummary {
  answered: number;
  /** Null below the threshold. */
  averages: Readonly<Partial<Record<SurveyQuestionId, number>>> | null;
  reasons: Readonly<Record<string, number>> | null;
  /** Questions of the company's own that enough people answered, by `questionKey`. */
  own: readonly { key: string; count: number; values: Counts }[];
}

/**
 * The Net Promoter Score, from -100 to 100; null below the threshold. https://en.wikipedia.org/wiki/Net_promoter_score
 */
export function npsOf({ nps, questions }: SurveyTotals): number | null {
  const { count } = questions.recommend;
  return count < surveyThreshold ? null : Math.round(((nps.promoters - nps.detractors) / count) * 100);
}

export function summarize({ answered, questions, reasons, own = {} }: SurveyTotals): SurveySummary {
  if (answered < surveyThreshold) return { answered, averages: null, reasons: null, own: [] };
  const averages: Partial<Record<SurveyQuestionId, number>> = {};
  for (const id of numericQuestions) {
    const { sum, count } = questions[id];
    // One answer out of many must not be readable either, so each average has the same threshold.
    if (count >= surveyThreshold) averages[id] = sum / count;
  }
  const shown = Object.entries(own).flatMap(([key, one]) => (one.count >= surveyThreshold ? [{ key, ...one }] : []));
  return { answered, averages, reasons, own: shown };
}
