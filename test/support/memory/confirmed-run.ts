import type { Departure } from '../../../src/domain/departure.ts';
import { preflight } from '../../../src/engine/access/preflight.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, type TestPersonName, testPeople } from './memory-world.ts';

export async function confirm(world: MemoryWorld, id: string, ...who: TestPersonName[]): Promise<void> {
  for (const one of who.length > 0 ? who : (['it'] as const))
    await mustDo(world.ask(one, id, { type: 'access.confirm', planHash: (await world.load(id)).planHash ?? '' }));
}

export async function confirmed(): Promise<{ world: MemoryWorld; id: string }> {
  const world = await createMemoryWorld();
  const id = await world.plan();
  await confirm(world, id);
  return { world, id };
}

/** What *Ask again* does. */
export async function askAgain(world: MemoryWorld, id: string, who: TestPersonName = 'it'): Promise<Departure> {
  const found = await preflight(world.deps, testPeople.leaver, await world.load(id));
  return mustDo(world.ask(who, id, { type: 'access.replan', preflight: found }));
}

export async function release(world: MemoryWorld, id: string): Promise<Departure> {
  const { planHash } = await world.load(id);
  return mustDo(world.ask('manager', id, { type: 'cut-off.release', planHash: planHash ?? '' }));
}

/** Kind and subject of each alarm that is up. */
export const alertsUp = ({ alerts }: Departure) =>
  alerts.filter(({ clearedAt }) => clearedAt === null).map(({ kind, subject }) => [kind, subject]);

export const actionOf = (state: Departure, id: string) => {
  const one = state.revocations.find(({ action }) => action.id === id);
  if (!one) throw new Error(`no action ${id}`);
  return one;
};
