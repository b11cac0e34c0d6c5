import { describe, expect, it } from 'vitest';
import { replay } from '../../src/domain/evolve.ts';
import { flowSchema } from '../../src/domain/flow/flow.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testFlow,
  testPeople,
} from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const due = { from: 'cut-off', offset: -2, unit: 'hours' };
const steps = [
  { id: 'ready', title: { en: 'Is it ready?', fr: 'Est-ce prêt ?' }, owner: 'it', due, until: 'cut-off' },
  { id: 'letter', title: { en: 'The letter', fr: 'La lettre' }, owner: 'hr', due, proof: 'note' },
];
const dismissal = flowSchema.parse({ ...confidentialFlow, steps });

async function confirmed(world: MemoryWorld, id: string): Promise<string> {
  const planHash = (await world.load(id)).planHash ?? '';
  for (const who of ['it', 'security'] as const) await mustDo(world.ask(who, id, { type: 'access.confirm', planHash }));
  return planHash;
}

async function statusesOf(world: MemoryWorld, id: string) {
  const { tasks } = await world.load(id);
  return Object.fromEntries(tasks.filter(({ nature }) => nature === 'step').map((task) => [task.id, task.status]));
}

describe('a step that only prepares the end of access', () => {
  it('is left out at the click of the meeting, and what is to be done all the same is not', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, dismissal);
    const planHash = await confirmed(world, id);
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    expect(await statusesOf(world, id)).toEqual({ 'step-ready': 'offered', 'step-letter': 'offered' });
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    expect(await statusesOf(world, id)).toEqual({ 'step-ready': 'skipped', 'step-letter': 'offered' });
    const state = await world.load(id);
    expect(state.tasks.find((one) => one.id === 'step-ready')?.skipped).toMatchObject({ by: null, reason: '' });

    const now = world.clock.now().toISOString();
    expect(cardTexts(departureDetailsCard(state, testPeople.hr, now)).join('\n')).toMatch(
      /Laissée de côté\s: la fermeture des accès a commencé avant qu’elle soit faite\./,
    );
    expect(cardTexts(departureDetailsCard(state, testPeople.manager, now)).join('\n')).toContain(
      'Left out, because access began to end before it was done.',
    );
    // IT is not asked for it any more, and hears of nothing that is late.
    await world.advanceTo('2026-03-24T12:00:00.000Z');
    const told = world.channel.inbox('U-tom').map(({ view }) => view);
    expect(told.filter(({ title }) => title.includes('Is it ready?')).flatMap((view) => cardTexts(view))).toContain(
      'This is no longer needed. Nothing is left for you to do.',
    );
    expect(told.filter(({ kind }) => kind === 'digest').map((view) => cardTexts(view).join())).not.toContain(
      'Is it ready?',
    );

    const entries = [];
    for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
    const { version: _, ...stored } = await world.load(id);
    const { version: __, ...replayed } = replay(entries) ?? { version: 0 };
    expect(replayed).toEqual(stored);
  });

  it('stays done where it was done', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, dismissal);
    const planHash = await confirmed(world, id);
    const on = { taskId: 'step-ready', rev: (await world.load(id)).tasks.find((one) => one.id === 'step-ready')?.rev };
    await mustDo(world.ask('it', id, { type: 'task.complete', ...on, rev: on.rev ?? 0, notes: null, condition: null }));
    await world.advanceTo('2026-03-20T16:59:00.000Z');
    await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
    expect((await statusesOf(world, id))['step-ready']).toBe('done');
  });

  it('is approved all the same where it was done, and its approval is left out where it was not', async () => {
    const approved = steps.map((step) => (step.id === 'ready' ? { ...step, approvers: ['hr'] } : step));
    const flow = flowSchema.parse({ ...confidentialFlow, steps: approved });
    for (const [isDone, expected] of [
      [true, { 'step-ready': 'done', 'approval-ready-1': 'offered', 'step-letter': 'offered' }],
      [false, { 'step-ready': 'skipped', 'approval-ready-1': 'skipped', 'step-letter': 'offered' }],
    ] as const) {
      const world = await createMemoryWorld();
      const id = await world.plan({ handovers: [] }, flow);
      const planHash = await confirmed(world, id);
      const rev = (await world.load(id)).tasks.find((one) => one.id === 'step-ready')?.rev ?? 0;
      const done = { type: 'task.complete', taskId: 'step-ready', rev, notes: null, condition: null } as const;
      if (isDone) await mustDo(world.ask('it', id, done));
      await world.advanceTo('2026-03-20T16:59:00.000Z');
      await mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash }));
      expect(await statusesOf(world, id)).toEqual(expected);
    }
  });

  it('is left out where access ends by itself too', async () => {
    const world = await createMemoryWorld();
    const id = await world.plan({ handovers: [] }, flowSchema.parse({ ...testFlow, steps }));
    const planHash = (await world.load(id)).planHash ?? '';
    await mustDo(world.ask('it', id, { type: 'access.confirm', planHash }));
    const { dates } = await world.load(id);
    await world.advanceTo(dates?.cutOff.at ?? '');
    const state = await world.load(id);
    expect(state.runStartedAt).not.toBeNull();
    expect((await statusesOf(world, id))['step-ready']).toBe('skipped');
  });
});
