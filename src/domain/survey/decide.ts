import type { Outcome, PersonContext } from '../decision.ts';
import type { Departure } from '../departure.ts';
import { happened, refuse } from '../refusal.ts';
import type { SurveyCommand } from './commands.ts';
import { isAnswerTo, type MarkedAnswer, markLength, type OwnAnswer, substanceOf } from './own-answers.ts';
import { isUnanswered } from './survey.ts';

/** The leaver answers, or changes the answers, while the survey is open. */
export function decideSurvey(state: Departure, command: SurveyCommand, { now, digest }: PersonContext): Outcome {
  const { survey } = state;
  if (!survey || survey.opensAt > now) return refuse('survey-not-open');
  if (survey.closesAt <= now) return refuse('survey-closed');
  const own = marked(state, command.own ?? [], digest);
  // A form that was drawn before an update, or made up.
  if (own === null) return refuse('survey-question-unknown');
  const answers = { ...command.answers, ...(own.length > 0 && { own }) };
  return isUnanswered(answers) ? refuse('survey-empty') : happened({ type: 'survey-answered', answers });
}

/**
 * Each with the mark of its question; null where one answers no question of this departure, one twice, or not as it is
 * asked.
 */
function marked(
  { flow }: Pick<Departure, 'flow'>,
  given: readonly OwnAnswer[],
  digest: PersonContext['digest'],
): MarkedAnswer[] | null {
  const questions = flow?.survey?.questions ?? [];
  const found = given.flatMap((one): MarkedAnswer[] => {
    const question = questions.find(({ id, version }) => id === one.id && version === one.version);
    if (!question || !isAnswerTo(question, one)) return [];
    return [{ ...one, type: question.type, mark: digest(substanceOf(question)).slice(0, markLength) }];
  });
  const isWhole = found.length === given.length && new Set(given.map(({ id }) => id)).size === given.length;
  return isWhole ? found : null;
}
