import { type SurveySummary, surveyThreshold } from '../../domain/figures/survey-figures.ts';
import { type EightAnswers, surveyQuestions } from '../../domain/survey/survey.ts';
import { blocks, facts, plot, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { manyLines } from '../words/plain.ts';
import type { CatalogueKey } from '../words/translate.ts';
import type { Voice } from '../words/voice.ts';

const reasons = surveyQuestions.flatMap((question) => (question.type === 'choice' ? question.options : []));

/** Averages and reasons over many departures; below the threshold only how many answered. */
export function summaryBlocks(summary: SurveySummary, voice: Voice): readonly CardBlock[] {
  const { answered, averages } = summary;
  if (averages === null)
    return [text(voice.t('survey.tooFew', { threshold: surveyThreshold, answered: voice.number(answered) }))];
  const given = reasons
    .map((reason) => ({ reason, count: summary.reasons?.[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return blocks(
    text(voice.t('survey.count', { answered })),
    section(
      voice.t('survey.themes'),
      facts(
        ...surveyQuestions.flatMap(({ id, type }) => {
          const value = averages[id];
          if (value === undefined) return [];
          const max = type === 'nps' ? 10 : 5;
          const words = voice.t('survey.average', { value: voice.number(value, 1), max });
          return [[voice.t(`survey.question.${id}`), words] as const];
        }),
      ),
    ),
    plot(voice, 'parts', voice.t('survey.reasons'), {
      unit: voice.t('survey.reasons'),
      points: given.map(({ reason, count }) => ({
        label: voice.t(`survey.reason.${reason}`),
        value: count,
        words: voice.number(count),
      })),
    }),
  );
}

/** One person's answers, question by question; free text as it was written. */
export function answerBlocks(answers: EightAnswers, voice: Voice): readonly CardBlock[] {
  return surveyQuestions.flatMap(({ id }): CardBlock[] => {
    const label = voice.t(`survey.question.${id}`);
    const given = answers[id];
    if ((id === 'best' || id === 'change') && typeof given === 'string' && manyLines(given) !== '')
      return [text([{ strong: label }]), { type: 'quote', text: manyLines(given) }];
    return [
      facts([label, given === undefined || given === '' ? voice.t('survey.noAnswer') : answerWords(id, given, voice)]),
    ];
  });
}

function answerWords(id: (typeof surveyQuestions)[number]['id'], given: string | number, voice: Voice): string {
  if (id === 'recommend') return voice.t('survey.average', { value: String(given), max: 10 });
  if (id === 'reason') {
    const reason = reasons.find((one) => one === given);
    return reason ? voice.t(`survey.reason.${reason}`) : String(given);
  }
  const scale: Readonly<Record<string, CatalogueKey>> = {
    1: 'survey.scale.1',
    2: 'survey.scale.2',
    3: 'survey.scale.3',
    4: 'survey.scale.4',
    5: 'survey.scale.5',
  };
  const key = scale[String(given)];
  return key ? voice.t(key) : String(given);
}
