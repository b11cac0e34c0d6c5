import type { QuarterNps } from '../../domain/alumni/nps.ts';
import { minute } from '../../domain/calendar/time.ts';
import type { FiguresSettings } from '../../domain/figures/figures-settings.ts';
import { leastPeople } from '../../domain/figures/grouped.ts';
import type { PeriodFigures } from '../../domain/figures/period-figures.ts';
import type { SurveySummary } from '../../domain/figures/survey-figures.ts';
import type { Share } from '../../domain/figures/tally.ts';
import { quarterWords } from '../forms/alumni-list-form.ts';
import { formatMoney } from '../words/format.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import type { DeskBlock, DeskChart, DeskPage } from './desk-page.ts';
import { reasonsChart } from './reasons-chart.ts';

/** What figures may be told apart by. */
export const figureGroups = ['month', 'team', 'kind'] as const;
export type FigureGroup = (typeof figureGroups)[number];

export interface ShownFigures {
  /** `2026`: of the departures whose last working day lies in it. */
  year: string;
  years: readonly string[];
  by: FigureGroup;
  all: PeriodFigures;
  /** Null: too few people. `label` null: groups that are too small by themselves. */
  groups: readonly { label: string | null; figures: PeriodFigures }[] | null;
  settings: FiguresSettings;
  /** Over all departures that there ever were; null for whoever does not read surveys. */
  survey: {
    summary: SurveySummary;
    nps: number | null;
    /** How many answered the question that it comes from. */
    recommended: number;
  } | null;
  /** Of the last quarter that is over and in which alumni answered; null for none, or for whoever reads no surveys. */
  alumni: QuarterNps | null;
  /** Not all departures of the year could be read. */
  isPartial: boolean;
}

export function figuresPage(shown: ShownFigures, voice: Voice): DeskPage {
  const { year, years, by, all, survey, isPartial } = shown;
  const { t } = voice;
  return {
    view: 'figures',
    title: t('desk.figures'),
    lead: t('desk.figures.lead', { count: all.departures, year }),
    filters: [
      {
        ...{ id: 'year', label: t('desk.figures.year'), type: 'choice', value: year },
        options: years.map((one) => ({ value: one, label: one })),
      },
      {
        ...{ id: 'by', label: t('desk.figures.by'), type: 'choice', value: by },
        options: figureGroups.map((one) => ({ value: one, label: t(`desk.figures.by.${one}`) })),
      },
    ],
    blocks: [
      ...(isPartial ? [{ type: 'text' as const, text: t('desk.figures.partial', { count: all.departures }) }] : []),
      ...wholeBlocks(shown, voice),
      ...groupBlocks(shown, voice),
      ...(survey === null ? [] : reasonsChart(survey.summary.reasons, voice)),
      { type: 'text', text: t('desk.figures.how') },
    ],
  };
}

const inMinutes = (milliseconds: number) => Math.round((milliseconds / minute) * 100) / 100;

function wholeBlocks({ all, settings, survey, alumni }: ShownFigures, voice: Voice): readonly DeskBlock[] {
  const { t } = voice;
  const { goals, currency } = settings;
  const money = (amount: number) => formatMoney(voice.locale, amount, currency);
  const share = (one: Share, goal: number | null = null) => withGoal(shareWords(one, voice), goal, voice);
  const { licences, saved, time } = all;
  const rows: [string, string][] = [
    [
      t('desk.figures.time'),
      time === null
        ? t('home.noneYet')
        : t('desk.figures.timeOf', { median: voice.duration(time.median), p95: voice.duration(time.p95) }),
    ],
    [t('desk.figures.verified'), share(all.verified, goals.verifiedPercent)],
    [t('desk.figures.openAfter'), voice.number(all.openAfter)],
    [t('desk.figures.lateAccess'), share(all.lateAccess)],
    [t('desk.figures.lateTasks'), share(all.lateTasks)],
    [t('home.coverage'), share(all.handovers, goals.handoverPercent)],
    [t('home.equipment'), share(all.equipment, goals.equipmentPercent)],
    ...(all.knowledge.total > 0 ? [[t('home.knowledge'), share(all.knowledge)] as [string, string]] : []),
    [
      t('home.licences'),
      licences.freed === 0
        ? t('home.noneYet')
        : t('desk.figures.licencesOf', {
            count: licences.freed,
            amount: money(licences.monthly),
            unpriced: licences.unpriced,
          }),
    ],
    [
      t('desk.figures.saved'),
      saved === null
        ? t('desk.figures.savedUnset')
        : t('desk.figures.savedOf', { amount: money(saved.amount), count: saved.actions }),
    ],
    ...(survey === null ? [] : [[t('desk.figures.nps'), npsWords(survey, voice)] as [string, string]]),
    ...(alumni === null ? [] : [[t('desk.figures.alumniNps'), quarterWords(alumni, voice)] as [string, string]]),
  ];
  return [{ type: 'facts', facts: rows.map(([label, value]) => ({ label, value })) }, ...timeBlocks(all, goals, voice)];
}

function timeBlocks(
  { bySystem, time }: PeriodFigures,
  { minutesToDeactivate: goal }: FiguresSettings['goals'],
  voice: Voice,
): readonly DeskBlock[] {
  const { t } = voice;
  const [slowest] = bySystem;
  if (time === null || slowest === undefined) return [];
  const within = goal === null ? 0 : bySystem.filter(({ median }) => inMinutes(median) <= goal).length;
  return [
    {
      type: 'chart',
      title: t('desk.figures.bySystem'),
      sentence:
        goal === null
          ? t('desk.figures.slowest', { system: oneLine(slowest.label), time: voice.duration(slowest.median) })
          : t('desk.figures.withinGoal', { within, total: bySystem.length, goal: voice.number(goal) }),
      full: null,
      goal:
        goal === null ? null : { value: goal, label: t('desk.figures.goal', { goal: voice.duration(goal * minute) }) },
      points: bySystem.map(({ label, median }) => ({
        label: oneLine(label),
        value: inMinutes(median),
        words: voice.duration(median),
      })),
    },
    {
      type: 'table',
      caption: t('desk.figures.bySystem'),
      head: (['system', 'median', 'p95', 'count'] as const).map((one) => t(`desk.figures.column.${one}`)),
      rows: bySystem.map(({ label, median, p95, count }) => [
        { text: oneLine(label) },
        { text: voice.duration(median) },
        { text: voice.duration(p95) },
        { text: voice.number(count) },
      ]),
    },
  ];
}

function groupBlocks({ by, groups, settings }: ShownFigures, voice: Voice): readonly DeskBlock[] {
  const { t } = voice;
  const title = t(`desk.figures.per.${by}`);
  if (groups === null)
    return [
      { type: 'heading', text: title },
      { type: 'text', text: t('desk.figures.tooFew', { least: leastPeople }) },
    ];
  const named = groups.map(({ label, figures }) => ({ label: label ?? t('desk.figures.others'), figures }));
  return [
    ...verifiedChart(named, { title, goal: settings.goals.verifiedPercent }, voice),
    {
      type: 'table',
      caption: title,
      head: [
        t(`desk.figures.by.${by}`),
        ...(['departures', 'median', 'verified', 'lateTasks', 'handovers', 'equipment', 'licences'] as const).map(
          (one) => t(`desk.figures.column.${one}`),
        ),
      ],
      rows: named.map(({ label, figures }) => [
        { text: label },
        { text: voice.number(figures.departures) },
        { text: figures.time === null ? '–' : voice.duration(figures.time.median) },
        { text: shareWords(figures.verified, voice) },
        { text: shareWords(figures.lateTasks, voice) },
        { text: shareWords(figures.handovers, voice) },
        { text: shareWords(figures.equipment, voice) },
        { text: voice.number(figures.licences.freed) },
      ]),
    },
  ];
}

function verifiedChart(
  named: readonly { label: string; figures: PeriodFigures }[],
  { title, goal }: { title: string; goal: number | null },
  voice: Voice,
): readonly DeskChart[] {
  const { t } = voice;
  const points = named.map(({ label, figures: { verified } }) => ({
    label,
    value: verified.total === 0 ? null : Math.round((verified.done / verified.total) * 1000) / 10,
    words: shareWords(verified, voice),
  }));
  const told = points.filter(({ value }) => value !== null);
  const lowest = told.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
  if (lowest === undefined) return [];
  return [
    {
      ...{ type: 'chart', title, full: 100, points },
      sentence: told.every(({ value }) => value === lowest.value)
        ? t('desk.figures.alike', { share: voice.percent((lowest.value ?? 0) / 100) })
        : t('desk.figures.lowest', { name: lowest.label, share: lowest.words }),
      goal: goal === null ? null : { value: goal, label: t('desk.figures.goal', { goal: voice.percent(goal / 100) }) },
    },
  ];
}

function npsWords({ nps, recommended }: NonNullable<ShownFigures['survey']>, voice: Voice): string {
  if (nps === null) return voice.t('survey.tooFew', { threshold: leastPeople, answered: voice.number(recommended) });
  return voice.t('desk.figures.npsOf', { nps: voice.number(nps), answered: recommended });
}

function withGoal(words: string, goal: number | null, voice: Voice): string {
  return goal === null ? words : voice.t('desk.figures.ofGoal', { words, goal: voice.percent(goal / 100) });
}

function shareWords({ done, total }: Share, voice: Voice): string {
  return total === 0
    ? voice.t('home.noneYet')
    : voice.t('home.share', { done, total, share: voice.percent(done / total) });
}
