import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { DepartureId } from '../../src/domain/departure.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { sandboxToken, sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import { chainAlone, planAlone } from '../chain-alone.ts';
import { type EngineWorld, isProven, openEngineWorld, provenAt } from '../engine-world.ts';
import type { LimitedSystem } from '../limited-system.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { leavers } from '../people.ts';
import { launch } from '../product/measured-process.ts';
import { inScratch } from '../scratch.ts';
import { seconds } from '../statistics.ts';

interface Rush {
  departures: number;
  systems: readonly LimitedSystem[];
}

/**
 * Three products and a receiver of one's own, each with another limit: how much faster than these is what each case is
 * about.
 */
function systemsAt(faster: number): LimitedSystem[] {
  const delay = 50;
  return [
    { id: 'crm', type: 'scim', perMinute: 2400 * faster, delay },
    { id: 'wiki', type: 'scim', perMinute: 3000 * faster, delay },
    { id: 'doors', type: 'webhook', perMinute: 1500 * faster, delay },
  ];
}

const rushes: Record<Size, readonly Rush[]> = {
  full: [
    { departures: 200, systems: systemsAt(1) },
    { departures: 1000, systems: systemsAt(2) },
  ],
  tiny: [{ departures: 3, systems: systemsAt(1).map((system) => ({ ...system, delay: 2 })) }],
};

export const rush = definePart({
  name: 'rush',
  about: 'many departures cut off at the same instant in systems that limit calls, beside what these limits alone take',
  async measure(size) {
    const rows: Row[] = [];
    for (const one of rushes[size]) rows.push(await inScratch((folder) => measureOne(folder, one)));
    return rows;
  },
});

async function measureOne(folder: string, { departures: count, systems }: Rush): Promise<Row> {
  const people = leavers(count + 1);
  const [alone, ...cut] = people;
  if (!alone) throw new Error('nobody leaves');
  const outside = launch('limited-systems.ts');
  const world = await openEngineWorld(folder, people);
  try {
    const env = { BENCH_SYSTEMS: JSON.stringify(systems) };
    const { url } = await outside.ask({ type: 'start', env, slackApiUrl: null, teamsSecret: null }, 'ready');
    const use = (connectors: ReadonlyMap<string, Connector>) => {
      for (const [id, connector] of connectors) world.connectors.set(id, connector);
    };
    const now = () => new Date(world.now());
    // Planning is not what is measured: nobody plans a thousand departures in one minute.
    use(
      await connectorsTo(
        url,
        systems.map((system) => ({ ...system, perMinute: 600_000 })),
        now,
      ),
    );
    world.waitForDisk(false);
    const ids: DepartureId[] = [];
    for (const leaver of cut) ids.push(await world.plan(leaver));
    await world.comeCloseToCutOff(10 * 60_000);
    const limited = await connectorsTo(url, systems, now);
    const demanded = await demandedCalls(url, limited, { person: alone, now });
    use(limited);
    await tellLimited(url);
    world.waitForDisk(true);
    await world.comeCloseToCutOff(2_000);
    const took = (await lastProof(world, ids)) - world.cutOffAt;
    return rowOf({ count, took, systems, demanded, seen: await countsAt(url) });
  } finally {
    await world.stop();
    await outside.end();
  }
}

function rowOf(measured: {
  count: number;
  took: number;
  systems: readonly LimitedSystem[];
  demanded: Counts;
  seen: Counts;
}): Row {
  const { count, took, systems, demanded, seen } = measured;
  const floors = systems.map(({ id, perMinute }) => {
    const calls = count * (demanded[id]?.asked ?? 0);
    return { id, calls, perMinute, takes: (calls / perMinute) * 60_000 };
  });
  const floor = floors.reduce((a, b) => (a.takes > b.takes ? a : b));
  const total = (counts: Counts, key: 'asked' | 'refused') =>
    Object.values(counts).reduce((sum, one) => sum + one[key], 0);
  const number = (value: number) => value.toLocaleString('en');
  return {
    what: `cut-off to the last proof: ${number(count)} departures at the same instant in ${systems.length} systems with limits, ${number(total(seen, 'asked'))} calls, ${number(total(seen, 'refused'))} of them refused as too many`,
    measured: seconds(took),
    baseline: `${seconds(floor.takes)}: ${number(floor.calls)} calls at the ${number(floor.perMinute)} a minute that the slowest system (${floor.id}) allows`,
    ratio: took / floor.takes,
    goal: { type: 'times', most: 1.2 },
    reason: 'one process does not prepare the calls as fast as the systems would take them',
  };
}

/** What one person's accounts cost in each system, without the engine. */
async function demandedCalls(
  url: string,
  connectors: ReadonlyMap<string, Connector>,
  who: { person: Person; now: () => Date },
): Promise<Counts> {
  const planned = new Map<Connector, Awaited<ReturnType<typeof planAlone>>>();
  for (const connector of connectors.values()) planned.set(connector, await planAlone(connector, who.person, who.now));
  await tellLimited(url);
  for (const [connector, actions] of planned) await chainAlone(connector, actions, who);
  return countsAt(url);
}

const countsSchema = z.record(z.string(), z.object({ asked: z.int(), refused: z.int() }));
type Counts = z.infer<typeof countsSchema>;

async function countsAt(url: string): Promise<Counts> {
  return countsSchema.parse(await (await fetch(`${url}/counts`)).json());
}

/** From now on the systems keep to their limits; what they counted before is forgotten. */
async function tellLimited(url: string): Promise<void> {
  await fetch(`${url}/limited`, { method: 'POST' });
}

/** Looks at one departure at a time, so that looking costs next to nothing. */
async function lastProof(world: EngineWorld, ids: readonly DepartureId[]): Promise<number> {
  const giveUpAt = Date.now() + 15 * 60_000;
  let last = 0;
  for (const id of ids) {
    let found = await world.load(id);
    for (; !isProven(found); found = await world.load(id)) {
      if (Date.now() > giveUpAt) throw new Error('not everything was proven');
      await wait(100);
    }
    last = Math.max(last, provenAt(found));
  }
  return last;
}

async function connectorsTo(
  url: string,
  systems: readonly LimitedSystem[],
  now: () => Date,
): Promise<ReadonlyMap<string, Connector>> {
  const secret = `env:${sandboxTokenName}`;
  const configured = systems.map(({ id, type, perMinute }) => {
    const common = { id, type, label: id, perMinute, concurrency: 50, allowPrivateAddresses: true };
    const at = `${url}/${id}`;
    return type === 'scim'
      ? { ...common, baseUrl: at, token: secret, lookups: ['userName'] }
      : { ...common, url: `${at}/revocations`, statusUrl: `${at}/badges/{email}`, secret, readBackAfterSeconds: 0 };
  });
  return createConnectors(await loadSystems(systemsSchema.parse(configured)), {
    env: { [sandboxTokenName]: sandboxToken },
    now,
    log: pino({ level: 'silent' }),
    allowPrivateAddresses: true,
  });
}
