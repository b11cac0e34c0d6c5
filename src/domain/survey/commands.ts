import { z } from 'zod';
import { mostOwnQuestions } from '../flow/survey-question.ts';
import { ownAnswerSchema } from './own-answers.ts';
import { eightAnswersSchema } from './survey.ts';

/** What the leaver asks of the exit survey. */
export const surveyCommands = [
  z.strictObject({
    type: z.literal('survey.answer'),
    answers: eightAnswersSchema,
    own: z.array(ownAnswerSchema).max(mostOwnQuestions).optional(),
  }),
] as const;
export type SurveyCommand = z.infer<(typeof surveyCommands)[number]>;
