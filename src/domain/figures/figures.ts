import { z } from 'zod';
import { runDueAt, timeToDeactivate } from '../access/approval.ts';
import type { Revocation } from '../access/revocation.ts';
import type { Departure } from '../departure.ts';
import {
  addAnswers,
  emptySurveyTotals,
  isUnanswered,
  surveyFiguresSchema,
  surveyTotalsSchema,
} from '../survey/survey.ts';
import { handoverShare } from '../tasks/task.ts';
import { addToCount, countsSchema, type Share, shareSchema } from './tally.ts';

/**
 * What one planned departure adds to the numbers. Nothing in it depends on the present time, so that it changes only
 * when the departure does; and nothing in it is text by a person.
 */
export const figuresSchema = z.strictObject({
  handovers: shareSchema,
  equipment: shareSchema,
  licences: shareSchema,
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
  const { best: _best, change: _change, ...answers } = survey?.answers ?? {};
  return {
    handovers: handoverShare(tasks),
    // What never came back is settled, but it was not recovered.
    equipment: share(
      tasks.filter(({ nature }) => nature === 'equipment'),
      ({ status, condition }) => status === 'done' && condition !== 'missing',
    ),
    licences: share(
      revocations.filter(({ action }) => action.stage === 'licence'),
      ({ status }) => status === 'verified',
    ),
    systems: timesOf(departure),
    survey: survey?.answers && !isUnanswered(survey.answers) ? answers : null,
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
  for (const { handovers, equipment, licences, systems, survey } of all) {
    addShare(sum.handovers, handovers, by);
    addShare(sum.equipment, equipment, by);
    addShare(sum.licences, licences, by);
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

/** No time is further than this share from the one that stands for its bucket. */
const relativeError = 0.03;
const growth = (1 + relativeError) / (1 - relativeError);

/** The longest time of the bucket that begins at `lower`, in whole milliseconds. */
function upperOf(lower: number): number {
  return Math.floor(lower * growth);
}

/** Where buckets begin. They are exact below 17 ms, and reach beyond a hundred years. */
const bounds: readonly number[] = (() => {
  const found = [0];
  for (let lower = 1; lower < 4e12; lower = upperOf(lower) + 1) found.push(lower);
  return found;
})();

/** The bucket of a time, named by the shortest time in it. */
export function bucketOf(milliseconds: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((bounds[middle] ?? 0) <= milliseconds) low = middle;
    else high = middle - 1;
  }
  return bounds[low] ?? 0;
}

/** The time that is equally far, in relation, from both ends of the bucket. */
function timeOf(lower: number): number {
  const upper = upperOf(lower);
  return lower === upper ? lower : (2 * lower * upper) / (lower + upper);
}

/** Of times counted by bucket: within 3 % of the true median, with how many there are. */
export function medianOf(times: Totals['systems'][string]['times']): { milliseconds: number; count: number } {
  const buckets = Object.entries(times)
    .map(([lower, count]) => ({ lower: Number(lower), count }))
    .sort((a, b) => a.lower - b.lower);
  const count = buckets.reduce((sum, one) => sum + one.count, 0);
  const at = (rank: number) => {
    let before = 0;
    for (const one of buckets) {
      before += one.count;
      if (rank < before) return timeOf(one.lower);
    }
    return 0;
  };
  return { milliseconds: (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2, count };
}
