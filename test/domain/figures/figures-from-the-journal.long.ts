import { describe, expect, it } from 'vitest';
import { periodFigures } from '../../../src/domain/figures/period-figures.ts';
import type { Entry } from '../../../src/domain/journal/entry.ts';
import { confirm } from '../../support/memory/confirmed-run.ts';
import { createMemorySystem } from '../../support/memory/memory-system.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testFlow,
  testPerson,
} from '../../support/memory/memory-world.ts';

const prices = { hourlyRate: 60, minutesByHand: 5, licences: { suite: 12.5 } };

/**
 * The figures once more, by a program that knows nothing of how a departure is kept: it reads what happened, line by
 * line. Written by hand and on purpose simple; of the product it uses no function.
 */
function fromJournals(journals: readonly (readonly Entry[])[], now: string) {
  const times: Record<string, number[]> = {};
  const sum = {
    departures: 0,
    verified: { done: 0, total: 0 },
    openAfter: 0,
    lateTasks: { done: 0, total: 0 },
    lateAccess: { done: 0, total: 0 },
    handovers: { done: 0, total: 0 },
    equipment: { done: 0, total: 0 },
    licences: { freed: 0, monthly: 0, unpriced: 0 },
    byMachine: 0,
  };
  for (const entries of journals) {
    const actions: Record<
      string,
      { system: string; stage: string; manual: boolean; state: string; at: string; late: boolean }
    > = {};
    const tasks: Record<string, { nature: string; state: string; late: boolean; condition: string | null }> = {};
    let [cutOff, begun, over] = ['', false, false];
    for (const { at, event } of entries) {
      if (event.type === 'planned') {
        cutOff = event.dates?.cutOff.at ?? '';
        for (const { id, system, stage, manual } of event.actions)
          actions[id] = { system, stage, manual, state: manual ? 'by hand' : 'open', at: '', late: false };
        for (const { id, nature } of event.tasks) tasks[id] = { nature, state: 'open', late: false, condition: null };
      }
      if (event.type === 'rescheduled') cutOff = event.dates.cutOff.at;
      if (event.type === 'run-began') begun = true;
      if (event.type === 'cancelled' || event.type === 'retained') over = true;
      if (event.type === 'revocation-recorded') {
        const action = actions[event.actionId];
        if (action) Object.assign(action, { state: event.result.status, at, late: event.late });
      }
      if (event.type === 'revocation-waived') Object.assign(actions[event.actionId] ?? {}, { state: 'waived' });
      if (event.type === 'revocation-proved') Object.assign(actions[event.actionId] ?? {}, { state: 'proved' });
      if (event.type === 'task-accepted') Object.assign(tasks[event.taskId] ?? {}, { state: 'accepted' });
      if (event.type === 'task-skipped') Object.assign(tasks[event.taskId] ?? {}, { state: 'skipped' });
      if (event.type === 'task-completed')
        Object.assign(tasks[event.taskId] ?? {}, { state: 'done', late: event.late, condition: event.condition });
    }
    if (over || cutOff === '') continue;
    sum.departures += 1;
    for (const { nature, state, late, condition } of Object.values(tasks)) {
      if (state === 'done') sum.lateTasks.total += 1;
      if (state === 'done' && late) sum.lateTasks.done += 1;
      if (nature === 'handover' && state !== 'skipped') sum.handovers.total += 1;
      if (nature === 'handover' && (state === 'accepted' || state === 'done')) sum.handovers.done += 1;
      if (nature === 'equipment') sum.equipment.total += 1;
      if (nature === 'equipment' && state === 'done' && condition !== 'missing') sum.equipment.done += 1;
    }
    const all = Object.values(actions);
    if (begun || cutOff <= now)
      sum.openAfter += all.filter(({ state }) => !['verified', 'waived', 'proved'].includes(state)).length;
    if (begun) {
      sum.verified.total += all.length;
      for (const { system, stage, state, late, manual } of all) {
        if (state !== 'verified') continue;
        sum.verified.done += 1;
        sum.lateAccess.total += 1;
        if (late) sum.lateAccess.done += 1;
        if (!manual) sum.byMachine += 1;
        if (stage === 'licence') {
          sum.licences.freed += 1;
          if (system === 'suite') sum.licences.monthly += 12.5;
          else sum.licences.unpriced += 1;
        }
      }
    }
    for (const system of new Set(all.map((one) => one.system))) {
      const own = all.filter((one) => one.system === system);
      if (own.some(({ state }) => state !== 'verified')) continue;
      const last = own.map(({ at }) => Date.parse(at)).sort((a, b) => b - a)[0] ?? 0;
      times[system] = [...(times[system] ?? []), Math.max(0, last - Date.parse(cutOff))];
    }
  }
  const { byMachine, ...rest } = sum;
  return {
    ...rest,
    saved: { actions: byMachine, amount: byMachine * 5 },
    time: summary(Object.values(times).flat()),
    bySystem: Object.fromEntries(Object.entries(times).map(([system, own]) => [system, summary(own)])),
  };
}

/** Half of all are no longer, and ninety-five of a hundred; found by trying one after the other. */
function summary(times: readonly number[]) {
  if (times.length === 0) return null;
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? 0);
  const p95 = sorted.find((one) => sorted.filter((other) => other <= one).length >= 0.95 * sorted.length) ?? 0;
  return { median, p95, count: sorted.length };
}

/** Five departures that go differently, over three weeks and a day. */
async function eventfulWorld(): Promise<{ world: MemoryWorld; ids: readonly string[] }> {
  const world = await createMemoryWorld();
  const suite = createMemorySystem('suite', { tier: 'mail', stages: ['disable', 'licence'] });
  const seats = createMemorySystem('seats', { tier: 'other', stages: ['licence'] });
  Object.assign(world.deps, {
    connectors: new Map([...world.deps.connectors, ['suite', suite.connector], ['seats', seats.connector]]),
  });
  const ids: string[] = [];
  for (const name of ['ada', 'ben', 'cleo', 'dora', 'emil'])
    ids.push(
      await world.plan({ equipment: ['Laptop'] }, testFlow, testPerson(name, `${name} Example`, { managerId: 'maya' })),
    );
  const [ada = '', ben = '', cleo = '', dora = '', emil = ''] = ids;
  const taskOf = async (id: string, nature: string) => {
    const task = (await world.load(id)).tasks.find((one) => one.nature === nature);
    return { taskId: task?.id ?? '', rev: task?.rev ?? 0 };
  };
  await mustDo(world.ask('priya', ada, { type: 'task.accept', ...(await taskOf(ada, 'handover')) }));
  await mustDo(
    world.ask('priya', ben, {
      type: 'task.complete',
      ...(await taskOf(ben, 'handover')),
      notes: null,
      condition: null,
    }),
  );
  await mustDo(world.ask('manager', dora, { type: 'departure.cancel', reason: 'Stays' }));
  for (const id of [ada, ben, cleo]) await confirm(world, id);
  // One system is down over the cut-off, so what it holds of all three ends late.
  await world.advanceTo('2026-03-20T16:59:00.000Z');
  world.systems.code.mood = 'down';
  await world.advanceTo('2026-03-20T17:30:00.000Z');
  world.systems.code.mood = 'well';
  world.systems.crm.mood = 'lies';
  await world.advanceTo('2026-03-20T23:00:00.000Z');
  // Emil is confirmed after the time: everything of his is late.
  await confirm(world, emil);
  await world.advanceTo('2026-03-21T09:00:00.000Z');
  const paper = (await world.load(ada)).tasks.find(({ flowStepId }) => flowStepId === 'paperwork');
  await mustDo(
    world.ask('hr', ada, {
      type: 'task.complete',
      taskId: paper?.id ?? '',
      rev: paper?.rev ?? 0,
      notes: null,
      condition: null,
    }),
  );
  await mustDo(
    world.ask('manager', ben, {
      type: 'task.complete',
      ...(await taskOf(ben, 'equipment')),
      notes: null,
      condition: 'good',
    }),
  );
  await mustDo(
    world.ask('manager', cleo, {
      type: 'task.complete',
      ...(await taskOf(cleo, 'equipment')),
      notes: null,
      condition: 'missing',
    }),
  );
  return { world, ids };
}

async function journalOf(world: MemoryWorld, id: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
  return entries;
}

describe('the figures of the desk', () => {
  it('are those of the journals, recomputed line by line', async () => {
    const { world, ids } = await eventfulWorld();
    const departures = await Promise.all(ids.map((id) => world.load(id)));
    const journals = await Promise.all(ids.map((id) => journalOf(world, id)));
    const now = world.clock.now().toISOString();
    const { bySystem, knowledge, ...told } = periodFigures(departures, { prices, now });
    const counted = fromJournals(journals, now);
    expect({
      ...told,
      bySystem: Object.fromEntries(bySystem.map(({ system, label: _, ...times }) => [system, times])),
    }).toEqual(counted);
    // There is something to be wrong about in each of them.
    expect(counted.departures).toBe(4);
    expect(counted.verified.done).toBeGreaterThan(10);
    expect(counted.verified.done).toBeLessThan(counted.verified.total);
    expect(counted.openAfter).toBeGreaterThan(0);
    expect(counted.lateAccess.done).toBeGreaterThan(0);
    expect(counted.lateAccess.done).toBeLessThan(counted.lateAccess.total);
    expect(counted.lateTasks).toEqual({ done: 1, total: 4 });
    expect(counted.handovers).toEqual({ done: 2, total: 4 });
    expect(counted.equipment).toEqual({ done: 1, total: 4 });
    expect(counted.licences).toEqual({ freed: 8, monthly: 50, unpriced: 4 });
    expect(counted.bySystem['code']?.median).toBeGreaterThan(20 * 60_000);
    expect(counted.bySystem['code']?.count).toBe(4);
    // Emil's is not proven.
    expect(counted.bySystem['crm']?.count).toBe(3);
    expect(knowledge).toEqual({ done: 0, total: 0 });

    // Nothing is told of money where nothing was said.
    const unset = { hourlyRate: 60, minutesByHand: null, licences: {} };
    expect(periodFigures(departures, { prices: unset, now })).toMatchObject({
      saved: null,
      licences: { freed: 8, monthly: 0, unpriced: 8 },
    });
  });
});
