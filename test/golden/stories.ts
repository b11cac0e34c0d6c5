import type { Departure } from '../../src/domain/departure.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { confidentialFlow, createMemoryWorld, type MemoryWorld, mustDo } from '../support/memory/memory-world.ts';

/** Departures played from end to end, whose journals every later version must read. */
export const stories: Readonly<Record<string, () => Promise<{ world: MemoryWorld; id: string }>>> = {
  resignation,
  dismissal,
  stays,
  'by-hand': byHand,
};

/** What a journal ends in, as far as no later version may see it otherwise. */
export interface Ending {
  status: string;
  tasks: Readonly<Record<string, string>>;
  revocations: Readonly<Record<string, string>>;
  confirmations: readonly string[];
  answered: boolean;
}

export function endingOf(departure: Departure): Ending {
  return {
    status: departure.status,
    tasks: Object.fromEntries(departure.tasks.map(({ id, status }) => [id, status])),
    revocations: Object.fromEntries(departure.revocations.map(({ action, status }) => [action.id, status])),
    confirmations: departure.confirmations.map(({ by }) => by),
    answered: departure.survey?.answeredAt !== null && departure.survey !== null,
  };
}

export async function journalOf({ deps }: MemoryWorld, id: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of deps.store.departures.journal(id)) entries.push(entry);
  return entries;
}

async function confirm(world: MemoryWorld, id: string, who: 'it' | 'security'): Promise<void> {
  const { planHash } = await world.load(id);
  await mustDo(world.ask(who, id, { type: 'access.confirm', planHash: planHash ?? '' }));
}

async function completeTasks(world: MemoryWorld, id: string): Promise<void> {
  for (const { id: taskId } of (await world.load(id)).tasks) {
    const task = (await world.load(id)).tasks.find((one) => one.id === taskId);
    if (!task || task.status === 'done' || task.status === 'skipped') continue;
    const done = { type: 'task.complete', taskId, rev: task.rev, notes: 'It is done.', condition: 'good' } as const;
    await mustDo(world.ask('manager', id, done));
  }
}

/** Three weeks, a survey, a cut-off, all proven, and the looks of the month after it. */
async function resignation() {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id, 'it');
  await world.advanceTo('2026-03-19T10:00:00.000Z');
  await mustDo(
    world.ask('leaver', id, { type: 'survey.answer', answers: { overall: 4, reason: 'growth', best: 'The team' } }),
  );
  await completeTasks(world, id);
  await world.advanceTo('2026-04-25T10:00:00.000Z');
  return { world, id };
}

/** Confidential, two confirmations, and a click that releases it. */
async function dismissal() {
  const world = await createMemoryWorld();
  const id = await world.plan({}, confidentialFlow);
  await confirm(world, id, 'it');
  await confirm(world, id, 'security');
  const { planHash } = await world.load(id);
  await mustDo(world.ask('hr', id, { type: 'cut-off.release', planHash: planHash ?? '' }));
  await world.advanceTo('2026-03-21T10:00:00.000Z');
  return { world, id };
}

/** The person stays after everything was cut: what was taken is given back by tasks. */
async function stays() {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id, 'it');
  await world.advanceTo('2026-03-20T18:00:00.000Z');
  await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'A new offer' }));
  await world.advanceTo('2026-03-23T10:00:00.000Z');
  return { world, id };
}

/** One system is down and waits, with one action waived; one is done by hand; one asks for patience first. */
async function byHand() {
  const world = await createMemoryWorld({ manual: true });
  const id = await world.plan();
  await confirm(world, id, 'it');
  world.systems.code.mood = 'down';
  world.systems.okta.mood = 'throttled';
  await world.advanceTo('2026-03-20T17:05:00.000Z');
  world.systems.okta.mood = 'well';
  await world.advanceTo('2026-03-22T17:05:00.000Z');
  const state = await world.load(id);
  for (const { action, status } of state.revocations) {
    const now = (await world.load(id)).revocations.find((one) => one.action.id === action.id);
    if (status === 'manual')
      await mustDo(
        world.ask('it', id, { type: 'access.prove', actionId: action.id, rev: now?.rev ?? 0, proof: 'Seen as gone' }),
      );
    if (action.system === 'code' && action.stage === 'groups')
      await mustDo(
        world.ask('it', id, {
          type: 'access.waive',
          actionId: action.id,
          rev: now?.rev ?? 0,
          reason: 'The repository is archived',
          until: '2026-06-30T10:00:00.000Z',
        }),
      );
  }
  return { world, id };
}
