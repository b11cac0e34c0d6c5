import { describe, expect, it } from 'vitest';
import { plus } from '../../../src/domain/calendar/time.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import {
  addFigures,
  emptyTotals,
  type Figures,
  figuresOf,
  subtractFigures,
} from '../../../src/domain/figures/figures.ts';
import { npsOf, summarize } from '../../../src/domain/figures/survey-figures.ts';
import { bucketOf, medianOf } from '../../../src/domain/figures/time-buckets.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation, sampleTask } from '../../support/sample-plan.ts';

const nothing: Figures = {
  handovers: { done: 0, total: 0 },
  equipment: { done: 0, total: 0 },
  licences: { done: 0, total: 0 },
  knowledge: { done: 0, total: 0 },
  systems: [],
  survey: null,
};

const departure: Departure = sampleDeparture({
  tasks: [
    sampleTask('h1', { nature: 'handover', status: 'accepted' }),
    sampleTask('h2', { nature: 'handover', status: 'offered' }),
    sampleTask('h3', { nature: 'handover', status: 'skipped' }),
    sampleTask('e1', { nature: 'equipment', status: 'done', condition: 'worn' }),
    sampleTask('e2', { nature: 'equipment', status: 'done', condition: 'missing' }),
    sampleTask('e3', { nature: 'equipment', status: 'offered' }),
    sampleTask('s1', { status: 'done' }),
  ],
  revocations: [
    sampleRevocation(sampleAction('okta', 'disable'), { status: 'verified', endedAt: plus(cutOff, 4000) }),
    sampleRevocation(sampleAction('okta', 'licence'), { status: 'verified', endedAt: plus(cutOff, 9000) }),
    sampleRevocation(sampleAction('github', 'groups'), { status: 'verified', endedAt: plus(cutOff, 2000) }),
    sampleRevocation(sampleAction('github', 'licence'), { status: 'failed', endedAt: plus(cutOff, 3000) }),
    sampleRevocation(sampleAction('early', 'disable'), { status: 'verified', endedAt: plus(cutOff, -5000) }),
  ],
  survey: {
    opensAt: cutOff,
    closesAt: plus(cutOff, 86_400_000),
    answeredAt: cutOff,
    answers: { overall: 2, recommend: 0, reason: 'pay', best: 'the people', change: 'the pay' },
    edits: 0,
  },
});

const figures: Figures = {
  handovers: { done: 1, total: 2 },
  equipment: { done: 1, total: 3 },
  licences: { done: 1, total: 2 },
  knowledge: { done: 0, total: 0 },
  systems: [
    { system: 'okta', label: 'Okta', milliseconds: 9000 },
    { system: 'early', label: 'Early', milliseconds: 0 },
  ],
  survey: { overall: 2, recommend: 0, reason: 'pay' },
};

describe('the figures of a departure', () => {
  it('are shares, times of the systems that are closed altogether, and answers without their texts', () => {
    expect(figuresOf(departure)).toEqual(figures);
    expect(figuresOf({ ...departure, status: 'completed' })).toEqual(figures);
  });

  it.each(['draft', 'cancelled', 'retained'] as const)('are none where it is %s', (status) => {
    expect(figuresOf({ ...departure, status })).toBeNull();
  });

  it('have no times while a cut-off waits for its click', () => {
    const flow = departure.flow && { ...departure.flow, cutOff: { mode: 'released' as const } };
    expect(figuresOf({ ...departure, flow: flow as Departure['flow'] })?.systems).toEqual([]);
  });
});

describe('totals', () => {
  it('are the sum of many', () => {
    const other: Figures = {
      ...nothing,
      knowledge: { done: 3, total: 5 },
      licences: { done: 2, total: 2 },
      survey: { overall: 5, reason: 'other' },
    };
    expect(addFigures(emptyTotals, [figures, other])).toEqual({
      handovers: { done: 1, total: 2 },
      equipment: { done: 1, total: 3 },
      licences: { done: 3, total: 4 },
      knowledge: { done: 3, total: 5 },
      systems: {
        // 8,743 to 9,283 ms are one bucket.
        okta: { labels: { Okta: 1 }, times: { 8743: 1 } },
        early: { labels: { Early: 1 }, times: { 0: 1 } },
      },
      survey: {
        answered: 2,
        questions: {
          overall: { sum: 7, count: 2 },
          role: { sum: 0, count: 0 },
          manager: { sum: 0, count: 0 },
          growth: { sum: 0, count: 0 },
          recommend: { sum: 0, count: 1 },
        },
        reasons: { pay: 1, other: 1 },
        nps: { promoters: 0, detractors: 1 },
      },
    });
  });

  it('say who would recommend the company, from five answers to that question on', () => {
    const asked = (...scores: number[]) =>
      npsOf(
        addFigures(
          emptyTotals,
          scores.map((recommend) => ({ ...nothing, survey: { recommend } })),
        ).survey,
      );
    expect(asked(10, 9, 9, 8)).toBeNull();
    // Three of five would, one would not: 60 % less 20 %.
    expect(asked(10, 9, 9, 7, 6)).toBe(40);
    expect(asked(0, 0, 0, 0, 0)).toBe(-100);
  });

  it('forget what is subtracted without a trace, and change nothing they were given', () => {
    const one = addFigures(emptyTotals, [{ ...figures, survey: { growth: 3, reason: 'growth' } }]);
    const both = addFigures(one, [figures]);
    expect(subtractFigures(both, [figures])).toEqual(one);
    expect(subtractFigures(one, [{ ...figures, survey: { growth: 3, reason: 'growth' } }])).toEqual(emptyTotals);
    expect(both.handovers).toEqual({ done: 2, total: 4 });
    expect(emptyTotals.systems).toEqual({});
  });

  it('count a label that is a word of JavaScript like any other', () => {
    const odd = { ...nothing, systems: [{ system: 'constructor', label: 'toString', milliseconds: 7 }] };
    const totals = addFigures(emptyTotals, [odd, odd]);
    expect(Object.entries(totals.systems)).toEqual([['constructor', { labels: { toString: 2 }, times: { 7: 2 } }]]);
  });

  it('show no average and no reason below five answers', () => {
    const answered = (count: number, survey: Figures['survey']) =>
      Array.from({ length: count }, (): Figures => ({ ...nothing, survey }));
    const four = addFigures(emptyTotals, answered(4, { overall: 4, reason: 'pay' }));
    expect(summarize(four.survey)).toEqual({ answered: 4, averages: null, reasons: null, own: [] });
    const five = addFigures(four, answered(1, { recommend: 9 }));
    // Of the five only four said how it was, and one whether they would recommend it.
    expect(summarize(five.survey)).toEqual({ answered: 5, averages: {}, reasons: { pay: 4 }, own: [] });
    const six = addFigures(five, answered(1, { overall: 1 }));
    expect(summarize(six.survey)).toEqual({ answered: 6, averages: { overall: 3.4 }, reasons: { pay: 4 }, own: [] });
  });
});

describe('the median of times counted by bucket', () => {
  const times = (...all: number[]) =>
    addFigures(
      emptyTotals,
      all.map((milliseconds) => ({ ...nothing, systems: [{ system: 's', label: 'S', milliseconds }] })),
    ).systems['s']?.times ?? {};

  it('is exact for short times, with the middle of two', () => {
    expect(medianOf(times(3, 1, 2))).toEqual({ milliseconds: 2, count: 3 });
    expect(medianOf(times(0, 4, 16, 2))).toEqual({ milliseconds: 3, count: 4 });
    expect(medianOf({})).toEqual({ milliseconds: 0, count: 0 });
  });

  it.each([17, 999, 1000, 92_000, 600_000, 3_600_000, 86_400_000, 31_536_000_000, 3_153_600_000_000])(
    'is within 3 %% of %i ms',
    (milliseconds) => {
      const { milliseconds: found } = medianOf(times(milliseconds, milliseconds, 1));
      expect(Math.abs(found - milliseconds) / milliseconds).toBeLessThanOrEqual(0.03);
    },
  );

  it('is told from few hundred buckets, whatever the times are', () => {
    const found = new Set<number>();
    for (let time = 0; time < 4e12; time = Math.ceil(time * 1.01) + 1) found.add(bucketOf(time));
    expect(found.size).toBeGreaterThan(300);
    expect(found.size).toBeLessThan(500);
  });
});
