import type { Departure } from '../../domain/departure.ts';
import { summarize } from '../../domain/figures/survey-figures.ts';
import type { OwnQuestion } from '../../domain/flow/survey-question.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  longestOwnAnswer,
  markLength,
  type OwnAnswer,
  questionKey,
  substanceOf,
} from '../../domain/survey/own-answers.ts';
import { eightAnswersSchema, isUnanswered, surveyQuestions } from '../../domain/survey/survey.ts';
import { surveySettingsSchema } from '../../domain/survey/survey-settings.ts';
import type { ActName } from '../../views/act-names.ts';
import { ownQuestionField } from '../../views/forms/fields.ts';
import { surveyForm } from '../../views/forms/survey-form.ts';
import { surveyResultsForm } from '../../views/forms/survey-results.ts';
import { themesForm } from '../../views/forms/themes-form.ts';
import { digest } from '../sha256.ts';
import { readThemes } from '../survey/read-themes.ts';
import type { Reply } from './conversation.ts';
import { countedDepartures } from './home.ts';
import { totalsOf } from './numbers.ts';
import { errorReply, formReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, type Handler, listOf, seen, type Turn, textOf } from './turn.ts';

/** The exit survey: answered by the leaver, read by HR. */
export const surveyHandlers = {
  'survey.open': about((turn, departure) => {
    const { survey, leaver } = departure;
    if (leaver.id !== turn.reader.id) return refusalReply(turn, refuse('not-permitted').refusal);
    if (!survey || survey.opensAt > turn.now) return refusalReply(turn, refuse('survey-not-open').refusal);
    if (survey.closesAt <= turn.now) return refusalReply(turn, refuse('survey-closed').refusal);
    return formReply(surveyForm(departure, turn.reader));
  }),
  'survey.submit': about(submit),
  'survey.results': async (turn) => {
    if (!turn.roles.includes('hr')) return refusalReply(turn, refuse('not-permitted').refusal);
    const departure = await seen(turn);
    if (turn.act.ref.departureId !== null && departure === null) return refusalReply(turn, refuse('not-found').refusal);
    const summary = summarize(totalsOf(await countedDepartures(turn)).survey);
    return formReply(
      surveyResultsForm(
        { reader: turn.reader, roles: turn.roles, now: turn.now },
        { departure, summary, questions: knownQuestions(turn) },
      ),
    );
  },
  'survey.themes': async (turn) => {
    if (!turn.roles.includes('hr')) return refusalReply(turn, refuse('not-permitted').refusal);
    const settings = turn.deps.survey ?? surveySettingsSchema.parse({});
    const read = await readThemes(turn.deps.store.departures, settings, turn.reader.id);
    return formReply(themesForm(turn.reader, { ...read, rules: settings.themes }));
  },
} satisfies Partial<Record<ActName, Handler>>;

async function submit(turn: Turn, departure: Departure): Promise<Reply> {
  const given: Record<string, unknown> = {};
  for (const question of surveyQuestions) {
    const text = textOf(turn, question.id);
    if (text !== null) given[question.id] = question.type === 'scale' || question.type === 'nps' ? Number(text) : text;
  }
  const parsed = eightAnswersSchema.safeParse(given);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path }) => [String(path[0]), turn.voice.t('notice.choiceMissing')]);
    return { type: 'errors', errors: Object.fromEntries(errors) };
  }
  const own = (departure.flow?.survey?.questions ?? []).flatMap((question) => ownAnswer(turn, question) ?? []);
  if (own.length === 0 && isUnanswered(parsed.data))
    return errorReply(turn, surveyQuestions[0].id, refuse('survey-empty').refusal);
  const when = departure.survey ? turn.voice.instant(departure.survey.closesAt) : '';
  return done(
    turn,
    departure,
    { type: 'survey.answer', answers: parsed.data, ...(own.length > 0 && { own }) },
    { key: 'notice.surveySaved', params: { when } },
  );
}

/** What was answered to one question of the company's own; null where it was left out. */
function ownAnswer(turn: Turn, { id, version, type }: OwnQuestion): OwnAnswer | null {
  const field = ownQuestionField(id);
  if (type === 'choices') {
    const value = [...listOf(turn, field)];
    return value.length === 0 ? null : { id, version, value };
  }
  const text = textOf(turn, field);
  if (text === null) return null;
  return { id, version, value: type === 'scale' ? Number(text) : text.slice(0, longestOwnAnswer) };
}

/** The questions of the flows as they are by now; an earlier one is shown by its id. */
function knownQuestions({ deps }: Turn): ReadonlyMap<string, OwnQuestion> {
  const all = deps.flows.flatMap(({ survey }) => survey?.questions ?? []);
  return new Map(all.map((one) => [questionKey(one, digest(substanceOf(one)).slice(0, markLength)), one]));
}
