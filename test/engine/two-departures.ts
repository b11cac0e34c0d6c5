import { createMemoryWorld, type MemoryWorld, mustDo, testPerson } from '../support/memory/memory-world.ts';

export const digests = (world: MemoryWorld, handle: string) =>
  world.channel.inbox(handle).filter(({ key }) => key.startsWith('digest/'));

const handover = (title: string, dueDate: string) => ({ title, notes: '', to: 'priya', fallback: 'jonas', dueDate });

/** Two departures in which Priya takes over one thing each, both due on Thursday 19 March. */
export async function twoDepartures() {
  const world = await createMemoryWorld();
  const sam = testPerson('sam', 'Sam Roy', { managerId: 'maya' });
  await world.deps.store.people.save(sam);
  const first = await world.plan({ handovers: [handover('Billing service', '2026-03-19')] });
  const second = await world.plan({ handovers: [handover('Release notes', '2026-03-19')] }, undefined, sam);
  return { world, first, second };
}

export async function finish(world: MemoryWorld, id: string): Promise<void> {
  const rev = (await world.load(id)).tasks.find((one) => one.id === 'handover-1')?.rev ?? 0;
  const done = { type: 'task.complete', taskId: 'handover-1', rev, notes: null, condition: null } as const;
  await mustDo(world.ask('priya', id, done));
}
