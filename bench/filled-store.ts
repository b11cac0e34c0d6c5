import { plus } from '../src/domain/calendar/time.ts';
import type { Departure } from '../src/domain/departure.ts';
import type { Store } from '../src/engine/ports/store.ts';
import { sampleDeparture } from '../test/support/sample-departures.ts';

/** A store with departures of ordinary size. Its commits go round all of them, as real ones do. */
export interface FilledStore {
  /** One task of the departure of that number changes, as the entry says. */
  commitAt(at: number): Promise<void>;
  /** In milliseconds. Whoever decides has loaded the departure before; that is not measured here. */
  timedCommit(index: number): Promise<number>;
}

export async function fillStore(store: Store, count: number): Promise<FilledStore> {
  const departures: Departure[] = [];
  for (let index = 0; index < count; index += 1) departures.push(await createOne(store, index));
  const commitAt = async (at: number) => {
    const departure = departures[at];
    if (!departure) throw new Error('no departure');
    const next = reminded({ ...departure, version: departure.version + 1, entries: departure.entries + 1 });
    const entry = entryOf(next);
    if ((await store.departures.commit(next, departure.version, [entry], next.createdAt)) !== 'committed')
      throw new Error('not committed');
    departures[at] = next;
  };
  return {
    commitAt,
    async timedCommit(index) {
      // A stride that is no divisor of the count: neighbours are not touched one after another.
      const at = (index * 7919) % count;
      await store.departures.load(`departure-${at}`);
      return timed(() => commitAt(at));
    },
  };
}

/** In milliseconds. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** One task changes, as the entry says. */
function reminded(departure: Departure): Departure {
  const tasks = departure.tasks.map((task) => (task.id === 'pay' ? { ...task, reminded: task.reminded + 1 } : task));
  return { ...departure, tasks };
}

async function createOne(store: Store, index: number): Promise<Departure> {
  const sample = sampleDeparture();
  const id = `departure-${index}`;
  const leaver = { ...sample.leaver, id: `leaver-${index}`, email: `leaver-${index}@example.com` };
  const first = { ...sample, id, leaver, version: 1, entries: 1 };
  const wake = plus(first.createdAt, index * 60_000);
  if ((await store.departures.create(first, [entryOf(first)], wake)) !== 'created') throw new Error('not created');
  return first;
}

function entryOf(departure: Departure) {
  const event = { type: 'task-reminded' as const, taskId: 'pay', rung: 1, late: false };
  return { departureId: departure.id, seq: departure.entries, at: departure.createdAt, by: 'system', event };
}
