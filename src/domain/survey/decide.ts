import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { SurveyCommand } from './commands.ts';
import { isUnanswered } from './survey.ts';

/** The leaver answers, or changes the answers, while the survey is open. */
export function decideSurvey({ survey }: Departure, { answers }: SurveyCommand, { now }: PersonContext): Outcome {
  if (!survey || survey.opensAt > now) return refuse('survey-not-open');
  if (survey.closesAt <= now) return refuse('survey-closed');
  if (isUnanswered(answers)) return refuse('survey-empty');
  return happened({ type: 'survey-answered', answers });
}
