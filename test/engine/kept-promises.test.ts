import { describe, expect, it } from 'vitest';
import { drawForm } from '../../src/channels/slack/draw-form.ts';
import { emptyTotals } from '../../src/domain/figures/figures.ts';
import { numbersOf } from '../../src/engine/conversation/numbers.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { walkDayForm } from '../../src/views/forms/walk-day.ts';
import { drawing } from '../channels/slack/samples.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { dates, dismissalFlow, sampleFlow, tasks } from '../support/sample-plan.ts';
import { formOf, started, talk } from '../support/talk.ts';

const now = '2026-11-10T09:00:00.000Z';

describe('what the walk says', () => {
  it('shows the zone of the departure beside the time of the cut-off, not the reader’s', () => {
    const inTokyo = {
      lastWorkingDay: { date: '2026-11-27', zone: 'Asia/Tokyo' },
      contractEnd: { date: '2026-11-27', zone: 'Asia/Tokyo' },
      cutOff: { at: '2026-11-27T09:00:00.000Z', zone: 'Asia/Tokyo' },
    };
    const departure = sampleDeparture();
    const form = walkDayForm({
      reader: people.maya,
      departure,
      flow: sampleFlow(),
      dates: { known: inTokyo, from: 'chosen', when: 'scheduled' },
      channel: 'slack',
    });
    expect(JSON.stringify(drawForm(form, drawing).blocks)).toContain(
      '"type":"timepicker","action_id":"field:cutOffTime","timezone":"Asia/Tokyo","initial_time":"18:00"',
    );
  });

  it('tells that a page that was closed left a draft, with the ways to go on and to discard it', async () => {
    const { say } = await talk();
    const page = formOf(
      await say('manager', 'walk.who', {
        values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
      }),
    );
    const id = page.submit?.act.departureId ?? '';
    expect(await say('manager', 'walk.later', { id })).toEqual({
      type: 'notice',
      notice: {
        tone: 'neutral',
        text: expect.stringContaining('Your draft of the departure of Alex Moreau is kept; nothing was sent.'),
        actions: [
          expect.objectContaining({ act: { name: 'walk.resume', departureId: id, target: null, seen: null } }),
          expect.objectContaining({
            act: { name: 'walk.discard', departureId: id, target: null, seen: null },
            confirm: expect.objectContaining({ title: 'Discard this draft?' }),
          }),
        ],
      },
    });
  });

  it('offers the way to the departure of somebody that is open already', async () => {
    const talking = await talk();
    const id = await started(talking);
    expect(await talking.say('manager', 'start', { words: [{ personId: 'alex' }] })).toMatchObject({
      type: 'notice',
      notice: { tone: 'refused', actions: [{ act: { name: 'departure.open', departureId: id }, label: 'Open' }] },
    });
  });
});

describe('an exit survey without an answer', () => {
  it('is no answer', async () => {
    const talking = await talk();
    const id = await started(talking);
    const { survey } = await talking.world.load(id);
    await talking.world.advanceTo(survey?.opensAt ?? '');
    const nothing = { overall: null, reason: null, best: '  ' };
    expect(await talking.say('leaver', 'survey.submit', { id, values: nothing })).toEqual({
      type: 'errors',
      errors: { overall: 'Nothing is filled in yet. Answer one question at least, or close this page.' },
    });
    expect((await talking.world.load(id)).survey?.answeredAt).toBeNull();
  });
});

describe('what the cards say', () => {
  it('counts what a list leaves out', () => {
    const [one] = tasks;
    if (!one) throw new Error('the sample has no task');
    const late = Array.from({ length: 13 }, (_, index) => ({
      ...one,
      ...{ id: `step-${index}`, title: `Task ${index}`, status: 'offered' as const, dueAt: '2026-11-09T09:00:00.000Z' },
    }));
    const card = JSON.stringify(departureCard(sampleDeparture({ tasks: late }), people.maya, now));
    expect(card.match(/was due/g)).toHaveLength(6);
    expect(card).toContain('and 7 more');
  });

  it('is a sentence where the person stays', () => {
    const departure = sampleDeparture({
      status: 'retained',
      ended: { at: now, by: 'maya', reason: 'Found another team' },
    });
    const card = JSON.stringify(accessCard(departure, people.tom, now));
    expect(card).toContain('The person stays. Nothing more is ended.');
    expect(card).not.toContain('This departure is the person');
  });

  it('tells those who steer why somebody declined, also once the next one was asked', () => {
    const [one] = tasks;
    if (!one) throw new Error('the sample has no task');
    const declined = {
      ...one,
      status: 'offered' as const,
      declines: [{ by: 'jonas', at: now, reason: 'On leave then' }],
    };
    const card = departureDetailsCard(sampleDeparture({ tasks: [declined] }), people.maya, now);
    expect(JSON.stringify(card)).toContain('declined by Jonas Weber: On leave then');
  });

  it('warns at the click of a meeting that the planned time is later', () => {
    const armed = (at: string) =>
      JSON.stringify(
        departureCard(
          sampleDeparture({ flow: dismissalFlow, revocations: [], systems: [], accounts: [] }),
          people.maya,
          at,
        ),
      );
    expect(dates.cutOff.at > now).toBe(true);
    expect(armed(now)).toContain('The planned time is later: ');
    expect(armed('2026-12-24T09:00:00.000Z')).not.toContain('The planned time is later: ');
  });
});

describe('the time to deactivate', () => {
  it('is counted from the instant at which access was to end, on the outcome as on the home page', async () => {
    const cutOff = '2026-11-27T17:00:00.000Z';
    const revocations = sampleDeparture()
      .revocations.slice(0, 1)
      .map((one) => ({
        ...one,
        status: 'verified' as const,
        endedAt: '2026-11-27T17:20:00.000Z',
      }));
    // Confirmed a quarter of an hour late: it began at 17:15.
    const departure = sampleDeparture({
      dates: { ...dates, cutOff: { at: cutOff, zone: 'Europe/Paris' } },
      revocations,
      runStartedAt: '2026-11-27T17:15:00.000Z',
      runEndedAt: '2026-11-27T17:20:00.000Z',
    });
    const [time] = numbersOf({ ended: emptyTotals, live: [departure] }, '2026-11-28T09:00:00.000Z').timeToDeactivate;
    // Told within 3 %.
    expect(Math.abs((time?.medianMilliseconds ?? 0) / (20 * 60_000) - 1)).toBeLessThan(0.03);
    const card = JSON.stringify(outcomeCard(departure, people.maya, '2026-11-28T09:00:00.000Z'));
    expect(card.match(/20 minutes/g)?.length).toBeGreaterThanOrEqual(2);
    expect(card).not.toMatch(/\b5 minutes/);
  });
});
