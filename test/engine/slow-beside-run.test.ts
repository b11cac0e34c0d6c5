import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { PersonCommand } from '../../src/domain/command.ts';
import type { Calendar } from '../../src/engine/ports/calendar.ts';
import { confirm } from '../support/memory/confirmed-run.ts';
import { createMemoryCalendar } from '../support/memory/memory-calendar.ts';
import { type MemoryWorld, testFlow, testPeople, worldDates } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { formActions } from '../support/view-text.ts';

/** What does not answer until it is let go. */
function slow() {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { until, letGo };
}

/** A command, without waiting for what comes of it. */
async function begin(world: MemoryWorld, id: string, command: PersonCommand, who = testPeople.manager): Promise<void> {
  const actor = { type: 'person', id: who.id, roles: world.deps.directory.rolesOf(who) } as const;
  expect(await world.engine.command(id, command, actor)).toMatchObject({ type: 'done' });
}

/** Whether access began to end within a second of the real clock. */
async function runBegins(world: MemoryWorld, id: string): Promise<boolean> {
  for (let looked = 0; looked < 50; looked += 1) {
    if (world.systems.okta.calls.some((call) => JSON.stringify(call).includes('disable'))) return true;
    if ((await world.load(id)).runEndedAt !== null) return true;
    await wait(20);
  }
  return false;
}

describe('what is slow beside the run', () => {
  it('keeps no cut-off waiting: a wiki that does not answer', async () => {
    const { world } = await talk();
    const { until, letGo } = slow();
    Object.assign(world.deps, { dossierWiki: { push: () => until } });
    const id = await world.plan({}, { ...testFlow, dossier: true });
    await confirm(world, id);
    await world.advanceTo('2026-03-20T16:59:50.000Z');
    await begin(world, id, { type: 'dossier.push' });
    await wait(50);
    world.clock.set(new Date(worldDates.cutOff.at));
    const fired = world.scheduler.fire();
    expect(await runBegins(world, id)).toBe(true);
    expect(world.systems.okta.live(testPeople.leaver.email, 'disable')).toBe(false);
    letGo();
    await fired;
    await world.engine.idle();
    expect((await world.load(id)).dossier?.push).toMatchObject({ leaseUntil: null, failure: null });
    expect((await world.load(id)).dossier?.push?.takenAt).not.toBeNull();
  });

  it('keeps no cut-off waiting: a calendar that does not answer', async () => {
    const { world, say } = await talk();
    const { until, letGo } = slow();
    const memory = createMemoryCalendar();
    const calendar: Calendar = {
      ...memory.calendar,
      cancel: async (...of) => until.then(() => memory.calendar.cancel(...of)),
    };
    (world.deps.calendars as Calendar[]).push(calendar);
    const hears = { leaver: 'at-once', teammates: 'at-once' } as const;
    const id = await world.plan({ hears }, { ...testFlow, dossier: true });
    await say('manager', 'topic.heir.submit', { id, target: 'missions', seen: 0, values: { to: 'priya' } });
    const form = formOf(await say('manager', 'sessions.open', { id }));
    const plan = formActions(form).find(({ act }) => act.name === 'session.plan')?.act;
    await say('manager', 'session.plan', { id, target: plan?.target ?? '', seen: plan?.seen ?? '' });
    expect(memory.of(testPeople.priya).size).toBe(1);
    // The last day is today, so the session of tomorrow is called off; access ends in half an hour.
    const cutOff = { at: '2026-03-02T09:30:00.000Z', zone: 'Europe/Paris' };
    const lastWorkingDay = { date: '2026-03-02', zone: 'Europe/Paris' };
    await begin(world, id, { type: 'departure.reschedule', dates: { ...worldDates, lastWorkingDay, cutOff } });
    await wait(50);
    const planHash = (await world.load(id)).planHash ?? '';
    await begin(world, id, { type: 'access.confirm', planHash }, testPeople.it);
    await wait(50);
    world.clock.set(new Date(cutOff.at));
    const fired = world.scheduler.fire();
    expect(await runBegins(world, id)).toBe(true);
    expect(world.systems.okta.live(testPeople.leaver.email, 'disable')).toBe(false);
    letGo();
    await fired;
    await world.engine.idle();
    expect(memory.of(testPeople.priya).size).toBe(0);
  });
});
