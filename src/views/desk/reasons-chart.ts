import { surveyQuestions } from '../../domain/survey/survey.ts';
import type { Voice } from '../words/voice.ts';
import type { DeskChart } from './desk-page.ts';

const known = surveyQuestions.flatMap((question) => (question.type === 'choice' ? question.options : []));

/**
 * Why people left, the most frequent first; nothing where nobody said, or too few did. `counted` is by the id of a
 * reason.
 */
export function reasonsChart(counted: Readonly<Record<string, number>> | null, { t, number }: Voice): DeskChart[] {
  const points = known
    .map((reason) => ({ label: t(`survey.reason.${reason}`), value: counted?.[reason] ?? 0 }))
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value)
    .map((one) => ({ ...one, words: number(one.value) }));
  const [first] = points;
  if (first === undefined) return [];
  return [
    {
      ...{ type: 'chart', title: t('survey.reasons'), full: null, goal: null, points },
      sentence: t('desk.survey.reason', { reason: first.label, count: first.value }),
    },
  ];
}
