import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { addFigures, emptyTotals, figuresOf } from '../../src/domain/figures/figures.ts';
import { handoverShare } from '../../src/domain/figures/handover-share.ts';
import { numbersOf } from '../../src/engine/conversation/numbers.ts';
import { createMemoryWorld, mustDo } from '../support/memory/memory-world.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { sampleAction, sampleRevocation } from '../support/sample-plan.ts';

/** Nothing has ended yet. */
const only = (departure: Departure) => ({ ended: emptyTotals, live: [departure] });

describe('the numbers of the dashboards', () => {
  it('say of handovers what the card of the departure says', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const shown = async () => {
      const departure = await world.load(id);
      expect(numbersOf(only(departure), world.clock.now().toISOString()).handovers).toEqual(
        handoverShare(departure.tasks),
      );
      return handoverShare(departure.tasks);
    };
    expect(await shown()).toEqual({ done: 0, total: 1 });
    const [handover] = (await world.load(id)).tasks.filter(({ nature }) => nature === 'handover');
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: handover?.id ?? '', rev: handover?.rev ?? 0 }));
    expect(await shown()).toEqual({ done: 1, total: 1 });
  });

  it('call late only what somebody was asked for', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan();
    const departure = await world.load(id);
    const waiting = { ...departure, tasks: departure.tasks.map((task) => ({ ...task, status: 'waiting' as const })) };
    expect(numbersOf(only(waiting), '2027-01-01T00:00:00.000Z').lateTasks).toBe(0);
    const offered = { ...departure, tasks: departure.tasks.map((task) => ({ ...task, status: 'offered' as const })) };
    expect(numbersOf(only(offered), '2027-01-01T00:00:00.000Z').lateTasks).toBe(departure.tasks.length);
  });

  it('add what ended to what is under way, and count a completed one that is live among those that ended', async () => {
    const world = await createMemoryWorld();
    const active = await world.load(await world.plan());
    const completed = { ...active, status: 'completed' as const };
    const ended = addFigures(emptyTotals, [figuresOf(completed) ?? fail()]);
    const now = world.clock.now().toISOString();
    expect(numbersOf({ ended, live: [completed, active] }, now)).toMatchObject({
      active: 1,
      handovers: { done: 0, total: 2 },
    });
    expect(numbersOf({ ended, live: [completed] }, now)).toMatchObject({
      active: 0,
      lateTasks: 0,
      handovers: { done: 0, total: 1 },
    });
  });

  it('call a system what the newest departure under way calls it, else what most of those that ended did', async () => {
    const systems = [
      { system: 'okta', label: 'Okta', milliseconds: 1000 },
      { system: 'crm', label: 'CRM', milliseconds: 1000 },
    ];
    const none = { done: 0, total: 0 };
    const past = { handovers: none, equipment: none, licences: none, knowledge: none, systems, survey: null };
    const renamed = { ...past, systems: [{ system: 'crm', label: 'Sales', milliseconds: 1000 }] };
    const ended = addFigures(emptyTotals, [past, past, renamed]);
    const live = [
      sampleDeparture({
        revocations: [sampleRevocation({ ...sampleAction('okta', 'disable'), systemLabel: 'Sign-in' })],
      }),
    ];
    const shown = numbersOf({ ended, live }, '2026-11-20T09:00:00.000Z').timeToDeactivate;
    expect(shown.map(({ system, label, departures }) => [system, label, departures])).toEqual([
      ['okta', 'Sign-in', 2],
      ['crm', 'CRM', 3],
    ]);
  });
});

function fail(): never {
  throw new Error('no figures');
}
