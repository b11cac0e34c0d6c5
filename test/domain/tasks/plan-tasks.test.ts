import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessDays,
  isBusinessDay,
  noHolidays,
  nudgeHours,
  outsideQuietHours,
} from '../../../src/domain/calendar/business-days.ts';
import { instantOf, localDate, localTime } from '../../../src/domain/calendar/time.ts';
import { momentOf, type PlanContext } from '../../../src/domain/flow/moment.ts';
import { farewellAndSurvey } from '../../../src/domain/lifecycle/farewell-and-survey.ts';
import { planText } from '../../../src/domain/plan/plan-hash.ts';
import type { PlannedAction } from '../../../src/domain/systems/action.ts';
import { timingOf } from '../../../src/domain/tasks/timing.ts';
import { testFlow } from '../../support/memory/memory-world.ts';

const context: PlanContext = {
  now: '2026-03-02T09:00:00.000Z',
  zone: 'Europe/Paris',
  country: 'FR',
  calendar: { ...noHolidays, isHoliday: (date) => date === '2026-03-18' },
  dates: {
    lastWorkingDay: { date: '2026-03-20', zone: 'Europe/Paris' },
    contractEnd: { date: '2026-03-31', zone: 'Europe/Paris' },
    cutOff: { at: '2026-03-20T17:00:00.000Z', zone: 'Europe/Paris' },
  },
};

const surveyFlow = {
  ...testFlow,
  survey: {
    opens: { from: 'last-working-day', offset: 0, unit: 'days' },
    closes: { from: 'planned', offset: 0, unit: 'minutes' },
  },
} as const;

describe('moments', () => {
  it('count business days over weekends and holidays, at a fixed hour on the leaver’s clock', () => {
    expect(momentOf({ from: 'last-working-day', offset: -3, unit: 'business-days', at: '12:00' }, context)).toBe(
      '2026-03-16T11:00:00.000Z',
    );
    expect(momentOf({ from: 'last-working-day', offset: 1, unit: 'business-days' }, context)).toBe(
      '2026-03-23T16:00:00.000Z',
    );
  });

  it('keep the hour over a change of clocks', () => {
    // Paris goes to summer time on 29 March.
    expect(momentOf({ from: 'contract-end', offset: 0, unit: 'days', at: '09:00' }, context)).toBe(
      '2026-03-31T07:00:00.000Z',
    );
    expect(momentOf({ from: 'cut-off', offset: 14, unit: 'days' }, context)).toBe('2026-04-03T16:00:00.000Z');
  });

  it('know the hours of a night that is too short', () => {
    expect(localTime(instantOf('2026-03-29', '02:30', 'Europe/Paris'), 'Europe/Paris')).toBe('03:30');
  });

  it('remind at the same hour of the day, over a change of clocks too', () => {
    // Due on Monday 30 March at 17:00 in Paris, 15:00 UTC; Paris went to summer time the night before.
    const { reminders, escalateAt } = timingOf(
      {
        due: { from: 'contract-end', offset: -1, unit: 'days' },
        reminders: [
          { offset: -2, unit: 'days' },
          { offset: -48, unit: 'hours' },
          { offset: 0, unit: 'days' },
        ],
        escalate: { after: { offset: 1, unit: 'days' }, to: 'hr' },
      },
      context,
    );
    expect(reminders).toEqual(['2026-03-28T15:00:00.000Z', '2026-03-28T16:00:00.000Z', '2026-03-30T15:00:00.000Z']);
    expect(escalateAt).toBe('2026-03-31T15:00:00.000Z');
  });

  it('keep a survey that would be closed already open for two weeks, to the same hour', () => {
    const { survey } = farewellAndSurvey(surveyFlow, context);
    expect(survey).toEqual({ opensAt: '2026-03-20T16:00:00.000Z', closesAt: '2026-04-03T15:00:00.000Z' });
  });

  it('have what must be ready before something an hour before it at the latest', () => {
    // Planned on Monday 2 March at noon in Paris, for a meeting on Tuesday at ten.
    const short = {
      ...context,
      now: '2026-03-02T11:00:00.000Z',
      dates: { ...context.dates, cutOff: { at: '2026-03-03T09:00:00.000Z', zone: 'Europe/Paris' } },
    };
    const ready = (offset: number, at: string) => ({
      due: { from: 'cut-off', offset, unit: 'business-days', at } as const,
      reminders: [],
    });
    expect(timingOf(ready(-2, '12:00'), short).dueAt).toBe('2026-03-03T08:00:00.000Z');
    // Due half an hour after it was planned is as good as due already.
    expect(timingOf(ready(-1, '12:30'), short).dueAt).toBe('2026-03-03T08:00:00.000Z');
    expect(timingOf(ready(-1, '16:00'), short).dueAt).toBe('2026-03-02T15:00:00.000Z');
    const soon = { ...short, now: '2026-03-03T08:10:00.000Z' };
    expect(timingOf(ready(-1, '16:00'), soon).dueAt).toBe('2026-03-03T09:00:00.000Z');
  });

  it('are due to nobody before they may know of them', () => {
    const known = '2026-03-10T09:00:00.000Z';
    const step = { due: { from: 'last-working-day', offset: -5, unit: 'days' } as const, reminders: [] };
    const chosen = timingOf(step, context, { dueAt: '2026-03-09T16:00:00.000Z', knownFrom: known });
    expect(chosen).toMatchObject({ startsAt: known, dueAt: '2026-03-11T16:00:00.000Z' });
    const later = timingOf(step, context, { dueAt: '2026-03-12T16:00:00.000Z', knownFrom: known });
    expect(later).toMatchObject({ startsAt: known, dueAt: '2026-03-12T16:00:00.000Z' });
  });

  it('give a task that would be due already until the next working evening', () => {
    const timing = timingOf(
      {
        due: { from: 'last-working-day', offset: -60, unit: 'business-days' },
        reminders: [{ offset: -1, unit: 'business-days' }],
        escalate: undefined,
      },
      context,
    );
    expect(timing.dueAt).toBe('2026-03-03T16:00:00.000Z');
    expect(timing.reminders.every((at) => at > timing.startsAt)).toBe(true);
  });
});

describe('business days', () => {
  const dates = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('always land on one, in the right direction', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -40, max: 40 }), (date, count) => {
        const found = addBusinessDays(date, count, 'FR', noHolidays);
        expect(isBusinessDay(found, 'FR', noHolidays)).toBe(true);
        if (count > 0) expect(found > date).toBe(true);
        if (count < 0) expect(found < date).toBe(true);
      }),
    );
  });

  it('nudges reach people in their working hours only, and never before their instant', () => {
    const zones = fc.constantFrom('Europe/Paris', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland');
    const instants = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(instants, zones, (at, timeZone) => {
        const sent = outsideQuietHours(at, { timeZone, country: 'FR' }, noHolidays);
        expect(sent >= at).toBe(true);
        expect(isBusinessDay(localDate(sent, timeZone), 'FR', noHolidays)).toBe(true);
        const time = localTime(sent, timeZone);
        expect(time >= nudgeHours.from && time < nudgeHours.to).toBe(true);
      }),
    );
  });
});

describe('the plan’s text', () => {
  it('changes with whatever a confirmation is about', () => {
    const action: PlannedAction = {
      id: 'okta/1/disable',
      system: 'okta',
      systemLabel: 'Okta',
      tier: 'identity',
      accountId: '1',
      accountLogin: 'a@example.com',
      tenant: 'https://okta.example.com t-1',
      stage: 'disable',
      target: null,
      call: 'POST /suspend',
      effect: 'reversible',
      fallback: null,
      needs: [],
      manual: false,
      residualMinutes: 0,
    };
    const plan = {
      leaverId: 'alex',
      cutOff: '2026-03-20T17:00:00.000Z',
      mode: 'scheduled',
      actions: [action],
      kept: [],
    };
    const texts = [
      plan,
      { ...plan, leaverId: 'leo' },
      { ...plan, cutOff: '2026-03-20T18:00:00.000Z' },
      { ...plan, mode: 'released' },
      { ...plan, actions: [] },
      { ...plan, actions: [{ ...action, accountId: '2' }] },
      { ...plan, actions: [{ ...action, effect: 'destructive' as const }] },
      { ...plan, actions: [{ ...action, call: 'DELETE /user' }] },
      { ...plan, actions: [{ ...action, tenant: 'https://other.example.com t-2' }] },
      { ...plan, actions: [{ ...action, fallback: { call: 'DELETE /user', effect: 'destructive' as const } }] },
      { ...plan, kept: [{ ...action, id: 'okta/1/groups/g7' }] },
    ].map((one) => planText(one));
    expect(new Set(texts).size).toBe(texts.length);
    // What a person is told may count what is there: one more of it by then asks nobody to confirm anew.
    const byHand = (call: string) => planText({ ...plan, actions: [{ ...action, manual: true, call }] });
    expect(byHand('Hand on 12 contacts')).toBe(byHand('Hand on 13 contacts'));
    expect(byHand('Hand on 12 contacts')).not.toBe(planText(plan));
  });
});
