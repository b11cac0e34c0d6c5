import { describe, expect, it } from 'vitest';
import type { Flow } from '../../src/domain/flow/flow.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Calendar } from '../../src/engine/ports/calendar.ts';
import { loadFlows, shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { createMemoryCalendar } from '../support/memory/memory-calendar.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, testPeople, testPerson } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { blockActions, formActions } from '../support/view-text.ts';

/** Buttons that only show, or take back: a message with no others waits for nobody. */
const onlyShow =
  /^(departure\.(open|more|details|reopen|undo-cancel|retain|cancel|reschedule)|handover\.add|access\.(review|plan)|task\.undo|survey\.results|(dossier|sessions|session|topic|equipment|keepsake|announcement)\.(open|list))$/;
const people = Object.values(testPeople);

/** What each of them got that no act of theirs was asked for, by kind. */
function idleOf(world: MemoryWorld, readers: readonly Person[] = people) {
  return readers.map(({ id, handles }) => ({
    id,
    idle: world.channel
      .inbox(handles.slack ?? '')
      .filter(({ view }) => blockActions(view.blocks).every(({ act }) => onlyShow.test(act.name)))
      .map(({ view }) => view.kind),
  }));
}

async function confirmAll(world: MemoryWorld, id: string): Promise<void> {
  const { planHash, flow } = await world.load(id);
  for (const { role, count } of flow?.confirmation.confirmers ?? [])
    for (const who of (role === 'hr' ? ['hr'] : ['it', 'security']).slice(0, count) as ('hr' | 'it' | 'security')[])
      await mustDo(world.ask(who, id, { type: 'access.confirm', planHash: planHash ?? '' }));
}

async function shippedResignation(): Promise<Flow> {
  const flow = (await loadFlows(shippedFlowsDir)).find(({ id }) => id === 'employee-resignation');
  if (!flow) throw new Error('the flow is shipped');
  return flow;
}

describe('five weeks of a resignation as it is shipped', () => {
  it('leave nobody with more than six messages that needed no act of theirs, with two departures at once', async () => {
    const flow = await shippedResignation();
    const world = await createMemoryWorld();
    const sam = testPerson('sam', 'Sam Roy', { managerId: 'maya' });
    await world.deps.store.people.save(sam);
    // Nobody tells the team, so teammates are asked at once or never.
    const hears = { leaver: 'flow', teammates: 'at-once' } as const;
    const ids = [await world.plan({ hears }, flow), await world.plan({ hears }, flow, sam)];
    for (const id of ids) await confirmAll(world, id);
    await world.advanceTo('2026-04-06T18:00:00.000Z');
    const all = [...people, sam];
    expect(idleOf(world, all).filter(({ idle }) => idle.length > 6)).toEqual([]);
    // Whoever did nothing all the time has one reminder, not one for each rung of each task.
    for (const { handles } of all) {
      const reminders = world.channel.inbox(handles.slack ?? '').filter(({ view }) => /nudge|digest/.test(view.kind));
      expect(reminders.length).toBeLessThanOrEqual(1);
    }
    expect(world.channel.inbox('U-priya').some(({ view }) => view.kind === 'digest')).toBe(true);
  }, 60_000);

  it('leave nobody with more either where things, a dossier, sessions, an announcement and a farewell card go round', async () => {
    const { world, say } = await talk();
    (world.deps.calendars as Calendar[]).push(createMemoryCalendar().calendar);
    const flow = { ...(await shippedResignation()), announcement: { hr: false } };
    const hears = { leaver: 'at-once', teammates: 'at-once' } as const;
    const equipment = ['Laptop', 'Badge', 'Phone'];
    const id = await world.plan({ hears, equipment, credentials: ['Alarm code'] }, flow);
    await confirmAll(world, id);
    for (const [target, to] of [
      ['missions', 'priya'],
      ['contacts', 'jonas'],
    ] as const)
      await say('manager', 'topic.heir.submit', { id, target, seen: 0, values: { to } });
    const handover = (await world.load(id)).tasks.find((task) => task.id === 'handover-1');
    await mustDo(world.ask('priya', id, { type: 'task.accept', taskId: 'handover-1', rev: handover?.rev ?? 0 }));
    const sessions = formOf(await say('manager', 'sessions.open', { id }));
    for (const { act } of formActions(sessions).filter((one) => one.act.name === 'session.plan'))
      await say('manager', 'session.plan', { id, target: act.target ?? '', seen: act.seen ?? '' });
    const places = [{ channel: 'slack' as const, id: 'C1' }];
    const wish = { texts: { en: 'Alex is leaving us.' }, places, at: null, handovers: [] };
    await mustDo(world.ask('manager', id, { type: 'announcement.approve', rev: 0, wish }));
    const signers = [testPeople.jonas, testPeople.priya];
    await mustDo(world.ask('manager', id, { type: 'keepsake.ask', people: signers }));
    await mustDo(world.ask('jonas', id, { type: 'keepsake.sign', text: 'All the best' }));
    await world.advanceTo('2026-04-06T18:00:00.000Z');
    // All of it took place, or the count would say nothing.
    const state = await world.load(id);
    expect(state.sessions?.length).toBe(2);
    expect(world.channel.messages.filter(({ to }) => to === 'C1')).toHaveLength(1);
    expect(world.channel.inbox('U-alex').some(({ view }) => view.kind === 'keepsake')).toBe(true);
    expect(state.runEndedAt).not.toBeNull();
    expect(idleOf(world).filter(({ idle }) => idle.length > 6)).toEqual([]);
  }, 60_000);
});
