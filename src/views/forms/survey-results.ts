import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { SurveySummary } from '../../domain/figures/survey-figures.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, heading, note, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { ownAnswerBlocks, ownSummaryBlocks, type QuestionsByKey } from '../survey/own-question-words.ts';
import { answerBlocks, summaryBlocks } from '../survey/survey-words.ts';
import { shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/**
 * Survey answers for HR: those of one departure, and averages over all. Whoever is not HR, manages the leaver, or is
 * the leaver, reads nothing here.
 */
export function surveyResultsForm(
  { reader, roles, now }: { reader: Person; roles: readonly CompanyRole[]; now: Instant },
  {
    departure,
    summary,
    questions = new Map(),
  }: { departure: Departure | null; summary: SurveySummary; questions?: QuestionsByKey },
): FormView {
  const voice = voiceFor(reader);
  const may =
    roles.includes('hr') &&
    (departure === null || (reader.id !== departure.leaver.id && reader.id !== departure.manager));
  const parts = may
    ? blocks(
        note(voice.t('survey.confidential')),
        departure && ofOne(departure, voice, now),
        summaryBlocks(summary, voice),
        ownSummaryBlocks(summary, questions, voice),
        departure === null &&
          actions(button(voice, act('survey.themes', null), 'button.themes', { about: voice.t('form.results.title') })),
      )
    : [text(voice.t('refusal.not-permitted'))];
  return form(voice, { kind: 'survey-results', title: 'form.results.title', submit: null, parts: shown(parts) });
}

function ofOne({ leaver, survey, flow }: Departure, voice: Voice, now: Instant): readonly CardBlock[] {
  if (survey === null) return [text(voice.t('survey.none'))];
  if (survey.answers === null || survey.answeredAt === null) {
    const closed = survey.closesAt <= now;
    const when = voice.instant(survey.closesAt);
    return [text(voice.t(closed ? 'survey.notAnsweredClosed' : 'survey.notAnswered', { when }))];
  }
  const title = voice.t('survey.answersOf', { name: shownName(leaver.name), when: voice.instant(survey.answeredAt) });
  const own = ownAnswerBlocks(survey.answers.own ?? [], flow?.survey?.questions ?? [], voice);
  return [heading(title), ...answerBlocks(survey.answers, voice), ...own, { type: 'divider' }];
}
