import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Departure } from '../../src/domain/departure.ts';
import type { Store } from '../../src/engine/ports/store.ts';
import { testPeople } from '../../test/support/memory/memory-world.ts';
import { samples } from '../../test/support/sample-departures.ts';
import { type EngineWorld, openEngineWorld } from '../engine-world.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { milliseconds, quantile } from '../statistics.ts';

const sizes: Record<Size, { live: number; all: number; draws: number }> = {
  full: { live: 100, all: 10_000, draws: 20 },
  tiny: { live: 4, all: 12, draws: 3 },
};

export const home = definePart({
  name: 'home',
  about: "HR's home page after each change of a departure, among few departures and among many that ended",
  measure: (size) =>
    measureHome(size, (folder) => {
      mkdirSync(folder);
      return openEngineWorld(folder, []);
    }),
});

/** `open` opens an empty world in the folder, or in a database that is called like it. */
export function measureHome(size: Size, open: (folder: string) => Promise<EngineWorld>): Promise<Row[]> {
  return inScratch(async (folder) => {
    const { live, all, draws } = sizes[size];
    const few = await fill(await open(join(folder, 'few')), { live, all: live });
    const many = await fill(await open(join(folder, 'many')), { live, all });
    const first = { few: await few.draw(), many: await many.draw() };
    const took = { few: [] as number[], many: [] as number[] };
    // In turn, so that what else the machine does meets both alike.
    for (let index = 0; index < draws; index += 1) {
      for (const [name, world] of [['few', few] as const, ['many', many] as const]) {
        await world.changeOne(index);
        took[name].push(await world.draw());
      }
    }
    for (const world of [few, many]) await world.stop();
    return rowsOf({ first, took }, { live, all });
  });
}

function rowsOf(
  { first, took }: { first: Record<'few' | 'many', number>; took: Record<'few' | 'many', readonly number[]> },
  { live, all }: { live: number; all: number },
): Row[] {
  const median = { few: quantile(took.few, 0.5), many: quantile(took.many, 0.5) };
  const among = `among ${all.toLocaleString('en')} departures, ${live} of them live`;
  return [
    {
      what: `HR's home page after a change, ${among}, p50`,
      measured: milliseconds(median.many),
      baseline: `${milliseconds(median.few)} among ${live}, all live`,
      ratio: median.many / median.few,
      goal: { type: 'times', most: 1.3 },
      reason: 'rows of live departures lie further apart in a larger file',
    },
    {
      what: `the same against what a person notices, p50`,
      measured: milliseconds(median.many),
      baseline: '',
      ratio: median.many / 30,
      goal: { type: 'limit', words: 'within 30 ms' },
      reason: 'every live departure is looked at',
    },
    {
      what: `the first one of a process, which opens every live departure, ${among}`,
      measured: milliseconds(first.many),
      baseline: `${milliseconds(first.few)} among ${live}, all live, with code that had not run yet`,
      ratio: first.many / first.few,
      goal: { type: 'none' },
      reason: '',
    },
  ];
}

interface FilledWorld {
  /** How long HR's home page took, in milliseconds. */
  draw(): Promise<number>;
  /** Another live departure each time, as it happens before each drawing. */
  changeOne(index: number): Promise<void>;
  stop(): Promise<void>;
}

async function fill(world: EngineWorld, { live, all }: { live: number; all: number }): Promise<FilledWorld> {
  world.waitForDisk(false);
  // The live ones are spread over the years, as those are that somebody forgot to end.
  const stride = Math.floor(all / live);
  const open: Departure[] = [];
  for (let index = 0; index < all; index += 1) {
    const departure = departureAt(index, index % stride === 0 && open.length < live);
    if ((await world.store.departures.create(departure, [entryOf(departure)], null)) !== 'created')
      throw new Error('not created');
    if (departure.status === 'active') open.push(departure);
  }
  world.waitForDisk(true);
  return {
    draw: () => draw(world, { live, ended: all - live }),
    async changeOne(index) {
      const at = (index * 7) % open.length;
      const departure = open[at];
      if (!departure) throw new Error('no departure');
      open[at] = await change(world.store, departure);
    },
    stop: () => world.stop(),
  };
}

async function draw(world: EngineWorld, { live, ended }: { live: number; ended: number }): Promise<number> {
  const start = performance.now();
  const card = await world.conversation.home({ person: testPeople.hr, channel: 'slack' });
  const took = performance.now() - start;
  // A page that shows less would be drawn faster.
  const counts = JSON.stringify(card.blocks.filter(({ type }) => type === 'facts'));
  if (!counts.includes(`"${live}"`)) throw new Error(`the page does not count ${live} departures under way: ${counts}`);
  const answered = ended === 0 ? '' : ended.toLocaleString('fr');
  if (!JSON.stringify(card.blocks).replace(/\s/gu, '').includes(answered.replace(/\s/gu, '')))
    throw new Error(`the page does not count the ${ended} departures that ended`);
  return took;
}

function departureAt(index: number, live: boolean): Departure {
  const { departure } = samples[live ? 'planned' : 'completed'] ?? {};
  if (!departure) throw new Error('no such sample');
  const leaver = { ...departure.leaver, id: `leaver-${index}`, email: `leaver-${index}@example.com` };
  const createdAt = new Date(Date.parse('2020-01-01T08:00:00.000Z') + index * 3_600_000).toISOString();
  return { ...departure, id: `departure-${index}`, createdAt, leaver, version: 1, entries: 1 };
}

async function change(store: Store, departure: Departure): Promise<Departure> {
  const next = { ...departure, version: departure.version + 1, entries: departure.entries + 1 };
  if ((await store.departures.commit(next, departure.version, [entryOf(next)], null)) !== 'committed')
    throw new Error('not committed');
  return next;
}

function entryOf({ id, entries, createdAt }: Departure) {
  const event = { type: 'task-reminded' as const, taskId: 'pay', rung: 1, late: false };
  return { departureId: id, seq: entries, at: createdAt, by: 'system', event };
}
