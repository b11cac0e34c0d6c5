import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { SurveyEvent } from './events.ts';

/** The latest answers count. */
export function evolveSurvey(state: Departure, { answers }: SurveyEvent, at: Instant): Departure {
  return {
    ...state,
    survey: state.survey && {
      ...state.survey,
      answers,
      answeredAt: at,
      edits: state.survey.answeredAt ? state.survey.edits + 1 : 0,
    },
  };
}
