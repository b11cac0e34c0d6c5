import { z } from 'zod';
import type { Revocation } from '../actions/revocation.ts';
import { runDueAt, timeToDeactivate } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { isOwed, isRecovered } from '../equipment/return-state.ts';
import { coverageOf } from '../knowledge/coverage.ts';
import { isUnanswered } from '../survey/survey.ts';
import { handoverShare } from './handover-share.ts';
import {
  addAnswers,
  emptySurveyTotals,
  surveyFiguresOf,
  surveyFiguresSchema,
  surveyTotalsSchema,
} from './survey-figures.ts';
import { addToCount, countsSchema, type Share, shareSchema } from './tally.ts';
import { bucketOf } from './time-buckets.ts';

/**
 * What one planned departure adds to the numbers. Nothing in it depends on the present time, so that it changes only
 * when the departure does; and nothing in it is text by a person.
 */
export const figuresSchema = z.strictObject({
  handovers: shareSchema,
  equipment: shareSchema,
  licences: shareSchema,
  /** Topics of the dossier whose heir has given a receipt. */
  knowledge: shareSchema,
  /** Of each system in which every action is verified: from the cut-off to the last one. */
  systems: z.array(z.strictObject({ system: z.string(), label: z.string(), milliseconds: z.int().min(0) })),
  /** Null until the exit survey is answered. */
  survey: surveyFiguresSchema.nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The sum of the figures of many departures; of a bounded size, however many they are. */
export const totalsSchema = z.strictObject({
  handovers: shareSchema,
  equipment: shareSchema,
  licences: shareSchema,
  knowledge: shareSchema,
  systems: z.record(
    z.string(),
    z.strictObject({
      /** How many departures knew the system by which label. */
      labels: countsSchema,
      /** How many departures took a time of which bucket; see `bucketOf`. */
      times: countsSchema,
    }),
  ),
  survey: surveyTotalsSchema,
});
export type Totals = z.infer<typeof totalsSchema>;

/** Null for what is not planned yet, or did not take place. */
export function figuresOf(departure: Departure): Figures | null {
  if (departure.status !== 'active' && departure.status !== 'completed') return null;
  const { tasks, revocations, survey } = departure;
  const coverage = coverageOf(departure);
  return {
    handovers: handoverShare(tasks),
    // What never came back is settled, but it was not recovered.
    equipment: share(
      tasks.filter((task) => isOwed(departure, task)),
      isRecovered,
    ),
    licences: share(
      revocations.filter(({ action }) => action.stage === 'licence'),
      ({ status }) => status === 'verified',
    ),
    knowledge: { done: coverage?.received ?? 0, total: coverage?.total ?? 0 },
    systems: timesOf(departure),
    survey: survey?.answers && !isUnanswered(survey.answers) ? surveyFiguresOf(survey.answers) : null,
  };
}

function share<T>(all: readonly T[], isDone: (one: T) => boolean): Share {
  return { done: all.filter(isDone).length, total: all.length };
}

function timesOf(departure: Departure): Figures['systems'] {
  if (runDueAt(departure) === null) return [];
  return [...bySystem(departure.revocations)].flatMap(([system, revocations]) => {
    const ends = revocations.flatMap(({ status, endedAt }) => (status === 'verified' && endedAt ? [endedAt] : []));
    const label = revocations[0]?.action.systemLabel;
    if (label === undefined || ends.length < revocations.length) return [];
    const last = ends.reduce((a, b) => (a > b ? a : b));
    return [{ system, label, milliseconds: timeToDeactivate(departure, last) }];
  });
}

function bySystem(revocations: readonly Revocation[]): ReadonlyMap<string, readonly Revocation[]> {
  const groups = new Map<string, Revocation[]>();
  for (const one of revocations) {
    const group = groups.get(one.action.system);
    if (group) group.push(one);
    else groups.set(one.action.system, [one]);
  }
  return groups;
}

export const emptyTotals: Totals = {
  handovers: { done: 0, total: 0 },
  equipment: { done: 0, total: 0 },
  licences: { done: 0, total: 0 },
  knowledge: { done: 0, total: 0 },
  systems: {},
  survey: emptySurveyTotals,
};

export function addFigures(totals: Totals, all: Iterable<Figures>): Totals {
  return changed(totals, all, 1);
}

/** Of figures that were added before; afterwards the totals are as if they had never been. */
export function subtractFigures(totals: Totals, all: Iterable<Figures>): Totals {
  return changed(totals, all, -1);
}

function changed(totals: Totals, all: Iterable<Figures>, by: 1 | -1): Totals {
  const sum = structuredClone(totals);
  for (const { handovers, equipment, licences, knowledge, systems, survey } of all) {
    addShare(sum.handovers, handovers, by);
    addShare(sum.equipment, equipment, by);
    addShare(sum.licences, licences, by);
    addShare(sum.knowledge, knowledge, by);
    for (const { system, label, milliseconds } of systems) {
      const known = Object.hasOwn(sum.systems, system) ? sum.systems[system] : undefined;
      const entry = known ?? { labels: {}, times: {} };
      addToCount(entry.labels, label, by);
      addToCount(entry.times, String(bucketOf(milliseconds)), by);
      if (Object.keys(entry.times).length > 0) sum.systems[system] = entry;
      else delete sum.systems[system];
    }
    if (survey) addAnswers(sum.survey, survey, by);
  }
  return sum;
}

function addShare(sum: Share, { done, total }: Share, by: 1 | -1): void {
  sum.done += by * done;
  sum.total += by * total;
}
