import type { SurveySummary } from '../../domain/figures/survey-figures.ts';
import type { OwnQuestion } from '../../domain/flow/survey-question.ts';
import type { MarkedAnswer } from '../../domain/survey/own-answers.ts';
import { facts, plot, section, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, manyLines, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** Questions of the company's own, by `questionKey`. */
export type QuestionsByKey = ReadonlyMap<string, OwnQuestion>;

/** A question as a label. */
const labelLength = 150;

/** How many answered what; of a question that no flow asks any more, by its id. */
export function ownSummaryBlocks(
  { own }: Pick<SurveySummary, 'own'>,
  questions: QuestionsByKey,
  voice: Voice,
): readonly CardBlock[] {
  return section(
    voice.t('survey.ownTitle'),
    ...own.map(({ key, values }): CardBlock => {
      const question = questions.get(key);
      const title = question ? oneLine(voice.localized(question.text)) : earlierWords(key, voice);
      const unit = cut(title, labelLength);
      if (question?.type === 'scale') {
        const average = averageOf(values);
        return facts([unit, voice.t('survey.average', { value: voice.number(average, 1), max: 5 })]);
      }
      const points = Object.entries(values)
        .sort(([, a], [, b]) => b - a)
        .map(([value, count]) => ({
          label: valueWords(question, value, voice),
          value: count,
          words: voice.number(count),
        }));
      return plot(voice, 'bars', unit, { unit, points });
    }),
  );
}

function averageOf(values: Readonly<Record<string, number>>): number {
  const all = Object.entries(values);
  const count = all.reduce((sum, [, times]) => sum + times, 0);
  return count === 0 ? 0 : all.reduce((sum, [value, times]) => sum + Number(value) * times, 0) / count;
}

/** One person's answers to the questions as their departure asked them; free text as it was written. */
export function ownAnswerBlocks(
  answers: readonly MarkedAnswer[],
  questions: readonly OwnQuestion[],
  voice: Voice,
): readonly CardBlock[] {
  return questions.flatMap((question): CardBlock[] => {
    const label = cut(oneLine(voice.localized(question.text)), labelLength);
    const given = answers.find(({ id, version }) => id === question.id && version === question.version)?.value;
    if (given === undefined) return [facts([label, voice.t('survey.noAnswer')])];
    if (question.type === 'text') return [text([{ strong: label }]), { type: 'quote', text: manyLines(String(given)) }];
    const words = [given].flat().map((one) => valueWords(question, String(one), voice));
    return [facts([label, voice.list(words)])];
  });
}

function valueWords(question: OwnQuestion | undefined, value: string, voice: Voice): string {
  switch (question?.type) {
    case 'scale':
      return voice.t('survey.average', { value, max: 5 });
    case 'yes-no':
      return voice.t(value === 'yes' ? 'survey.yes' : 'survey.no');
    case 'choice':
    case 'choices': {
      const option = question.options.find(({ id }) => id === value);
      return option ? oneLine(voice.localized(option.text)) : value;
    }
    default:
      return value;
  }
}

function earlierWords(key: string, voice: Voice): string {
  const [id = '', rest = ''] = key.split('@');
  return voice.t('survey.earlier', { id, version: rest.split(':')[0] ?? '' });
}
