import { type SurveySummary, surveyThreshold } from '../../domain/figures/survey-figures.ts';
import { surveyQuestions } from '../../domain/survey/survey.ts';
import type { Voice } from '../words/voice.ts';
import type { DeskPage } from './desk-page.ts';
import { reasonsChart } from './reasons-chart.ts';

/** What leavers said, over all departures; nothing of it below five answers. For HR alone. */
export function surveyPage({ answered, averages, reasons: counted }: SurveySummary, voice: Voice): DeskPage {
  const { t } = voice;
  const page = { view: 'survey' as const, title: t('desk.survey'), filters: [] };
  if (averages === null) {
    const text = t('survey.tooFew', { threshold: surveyThreshold, answered: voice.number(answered) });
    return { ...page, lead: null, blocks: [{ type: 'text', text }] };
  }
  const points = surveyQuestions.flatMap(({ id, type }) => {
    const value = averages[id];
    if (value === undefined || type === 'nps') return [];
    const words = t('survey.average', { value: voice.number(value, 1), max: 5 });
    return [{ label: t(`survey.question.${id}`), value, words }];
  });
  const best = points.toSorted((a, b) => b.value - a.value);
  const [top, low] = [best[0], best.at(-1)];
  return {
    ...page,
    lead: t('survey.count', { answered }),
    blocks: [
      { type: 'text', text: t('survey.confidential') },
      ...(top && low
        ? [
            {
              ...{ type: 'chart' as const, title: t('survey.themes'), full: 5, goal: null, points },
              sentence: t('desk.survey.sentence', {
                top: top.label,
                best: top.words,
                low: low.label,
                least: low.words,
              }),
            },
          ]
        : []),
      ...reasonsChart(counted, voice),
    ],
  };
}
