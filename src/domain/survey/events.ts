import { z } from 'zod';
import { surveyAnswersSchema } from './survey.ts';

/** What happens to the exit survey. */
export const surveyEvents = [
  z.strictObject({ type: z.literal('survey-answered'), answers: surveyAnswersSchema }),
] as const;
export type SurveyEvent = z.infer<(typeof surveyEvents)[number]>;
