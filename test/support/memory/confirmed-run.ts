import type { Departure } from '../../../src/domain/departure.ts';
import { createMemoryWorld, type MemoryWorld, mustDo, type TestPersonName } from './memory-world.ts';

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
