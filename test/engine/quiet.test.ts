import { describe, expect, it } from 'vitest';
import { loadFlows, shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { createMemoryWorld, mustDo, testPeople, testPerson } from '../support/memory/memory-world.ts';
import { blockActions } from '../support/view-text.ts';

/** Buttons that only show, or take back: a message with no others waits for nobody. */
const onlyShow =
  /^(departure\.(open|details|reopen|undo-cancel|retain|cancel|reschedule)|handover\.add|access\.review|task\.undo|survey\.results)$/;

describe('five weeks of a resignation as it is shipped', () => {
  it('leave nobody with more than six messages that needed no act of theirs, with two departures at once', async () => {
    const flows = await loadFlows(shippedFlowsDir);
    const flow = flows.find(({ id }) => id === 'employee-resignation');
    if (!flow) throw new Error('the flow is shipped');
    const world = await createMemoryWorld();
    const sam = testPerson('sam', 'Sam Roy', { managerId: 'maya' });
    await world.deps.store.people.save(sam);
    // Nobody tells the team, so teammates are asked at once or never.
    const hears = { leaver: 'flow', teammates: 'at-once' } as const;
    const ids = [await world.plan({ hears }, flow), await world.plan({ hears }, flow, sam)];
    for (const id of ids) {
      const { planHash, flow: own } = await world.load(id);
      for (const { role, count } of own?.confirmation.confirmers ?? [])
        for (const who of (role === 'hr' ? ['hr'] : ['it', 'security']).slice(0, count) as ('hr' | 'it' | 'security')[])
          await mustDo(world.ask(who, id, { type: 'access.confirm', planHash: planHash ?? '' }));
    }
    await world.advanceTo('2026-04-06T18:00:00.000Z');
    const people = [...Object.values(testPeople), sam];
    const counts = people.map(({ id, handles }) => {
      const idle = world.channel
        .inbox(handles.slack ?? '')
        .filter(({ view }) => blockActions(view.blocks).every(({ act }) => onlyShow.test(act.name)));
      return { id, idle: idle.map(({ view }) => view.kind) };
    });
    expect(counts.filter(({ idle }) => idle.length > 6)).toEqual([]);
    // Whoever did nothing all the time has one reminder, not one for each rung of each task.
    for (const { handles } of people) {
      const reminders = world.channel.inbox(handles.slack ?? '').filter(({ view }) => /nudge|digest/.test(view.kind));
      expect(reminders.length).toBeLessThanOrEqual(1);
    }
    expect(world.channel.inbox('U-priya').some(({ view }) => view.kind === 'digest')).toBe(true);
  }, 60_000);
});
