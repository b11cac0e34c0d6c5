import { z } from 'zod';
import { surveyAnswersSchema } from './survey.ts';

/** What the leaver asks of the exit survey. */
export const surveyCommands = [
  z.strictObject({ type: z.literal('survey.answer'), answers: surveyAnswersSchema }),
] as const;
export type SurveyCommand = z.infer<(typeof surveyCommands)[number]>;
