import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { createOktaSandbox } from '../../src/workspace/systems/okta/okta-sandbox.ts';
import { sandboxToken, sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import { planAlone } from '../chain-alone.ts';
import { isProven, openEngineWorld } from '../engine-world.ts';
import { manyItems } from '../many-items.ts';
import { definePart, type Row, type Size } from '../part.ts';
import { administrator, invented, leavers } from '../people.ts';
import { inScratch } from '../scratch.ts';
import { openSystemServer } from '../system-server.ts';

const sizes: Record<Size, { groups: readonly number[]; small: number; large: number; systems: number; each: number }> =
  {
    full: { groups: [0, 97, 197], small: 20, large: 200, systems: 18, each: 12 },
    tiny: { groups: [0, 3], small: 2, large: 4, systems: 2, each: 2 },
  };

export const cutOff = definePart({
  name: 'cut-off',
  about:
    'one cut-off in systems that answer at once: calls beside the least, processor time beside that of a small one',
  async measure(size) {
    const { groups, small, large, systems, each } = sizes[size];
    const rows: Row[] = [];
    for (const count of groups) rows.push(await callsRow(count));
    // Once for warm code.
    await ownCost([{ id: 'warm', actions: small }]);
    const one = await ownCost([{ id: 'small', actions: small }]);
    const many = await ownCost([{ id: 'large', actions: large }]);
    rows.push(costRow(`1 system × ${large} actions`, many, `1 × ${small}`, one, large / small));
    const single = await ownCost([{ id: 'one', actions: each }]);
    const beside = await ownCost(Array.from({ length: systems }, (_, index) => ({ id: `s${index}`, actions: each })));
    rows.push(costRow(`${systems} systems × ${each} actions`, beside, `1 × ${each}`, single, systems));
    for (const [what, { blocked }] of [
      [`1 × ${large}`, many],
      [`${systems} × ${each}`, beside],
    ] as const)
      rows.push({
        what: `longest block of the event loop at a cut-off of ${what} actions`,
        measured: `${blocked.toFixed(0)} ms`,
        baseline: '50 ms',
        ratio: blocked / 50,
        goal: { type: 'limit', words: '≤ 50 ms' },
        reason: 'a commit seals the whole state of its departure',
      });
    return rows;
  },
});

interface Cost {
  /** Of the processor, in milliseconds. */
  cpu: number;
  /** The longest time in which nothing else was answered, in milliseconds. */
  blocked: number;
}

function costRow(what: string, cost: Cost, besides: string, baseline: Cost, times: number): Row {
  return {
    what: `processor time of a cut-off, ${what}`,
    measured: `${cost.cpu.toFixed(0)} ms`,
    baseline: `${(baseline.cpu * times).toFixed(0)} ms: ${times} × that of ${besides}`,
    ratio: cost.cpu / (baseline.cpu * times),
    goal: { type: 'times', most: 1.3 },
    reason: 'a commit seals the whole state of its departure',
  };
}

/** What engine and store need from the cut-off to the last proof, where the systems cost nothing. */
function ownCost(systems: readonly { id: string; actions: number }[]): Promise<Cost> {
  return inScratch(async (folder) => {
    const [leaver] = leavers(1);
    if (!leaver) throw new Error('a leaver is needed');
    const world = await openEngineWorld(folder, [leaver]);
    try {
      for (const { id, actions } of systems) world.connectors.set(id, manyItems(id, actions));
      const departure = await world.plan(leaver);
      await world.comeCloseToCutOff(1_000);
      const delays = monitorEventLoopDelay({ resolution: 1 });
      const before = process.cpuUsage();
      delays.enable();
      await untilProven(world, departure);
      delays.disable();
      const { user, system } = process.cpuUsage(before);
      return { cpu: (user + system) / 1_000, blocked: delays.max / 1_000_000 };
    } finally {
      await world.stop();
    }
  });
}

async function untilProven(world: Awaited<ReturnType<typeof openEngineWorld>>, departure: string): Promise<void> {
  for (let patience = 0; patience < 1_500; patience += 1) {
    const state = await world.load(departure);
    // The last look belongs to it.
    if (isProven(state) && state.runEndedAt !== null) return;
    await wait(200);
  }
  throw new Error('not everything was proven');
}

/** Calls of an identity provider over HTTP, with so many groups besides what its people have anyway. */
function callsRow(groups: number): Promise<Row> {
  return inScratch(async (folder) => {
    const everybody = [...invented(1), administrator()];
    const [leaver] = leavers(1);
    if (!leaver) throw new Error('a leaver is needed');
    const server = await openSystemServer();
    let calls = 0;
    server.app.use((_request, _response, next) => {
      calls += 1;
      next();
    });
    const world = await openEngineWorld(folder, [leaver]);
    const now = () => new Date(world.now());
    const sandbox = createOktaSandbox({ dataDir: folder, people: everybody, now });
    server.app.use('/okta', sandbox.router);
    sandbox.change((state) => {
      const [who] = state.users;
      const members = who ? [who.id] : [];
      for (let index = 0; index < groups; index += 1)
        state.groups.push({
          id: `00gbench${String(index).padStart(12, '0')}`,
          type: 'OKTA_GROUP',
          name: `Group ${index}`,
          description: '',
          members,
        });
    });
    const okta = await oktaAt(`${server.url}/okta`, now);
    try {
      world.connectors.set('okta', okta);
      const departure = await world.plan(leaver);
      await world.comeCloseToCutOff(1_000);
      const before = calls;
      const actions = await planAlone(okta, leaver, now);
      const look = calls - before;
      const least = actions.length + 2 * look;
      const start = calls;
      await untilProven(world, departure);
      const made = calls - start;
      return {
        what: `calls at the cut-off of one account with ${actions.length} actions`,
        measured: String(made),
        baseline: `${least}: one an action, and a look of ${look} before and after`,
        ratio: made / least,
        goal: { type: 'times', most: 1.2 },
        reason: 'some effects are read by a call of their own',
      };
    } finally {
      await world.stop();
      await server.close();
      sandbox.close();
    }
  });
}

async function oktaAt(baseUrl: string, now: () => Date): Promise<Connector> {
  const configured = systemsSchema.parse([
    {
      id: 'okta',
      type: 'okta',
      label: 'Okta',
      baseUrl,
      auth: { method: 'token', token: `env:${sandboxTokenName}` },
      allowPrivateAddresses: true,
      perMinute: 60_000,
      concurrency: 50,
    },
  ]);
  const connectors = createConnectors(await loadSystems(configured), {
    env: { [sandboxTokenName]: sandboxToken },
    now,
    log: pino({ level: 'silent' }),
    allowPrivateAddresses: true,
  });
  const okta = connectors.get('okta');
  if (!okta) throw new Error('the configuration above names one system');
  return okta;
}
