import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { company } from '../../src/workspace/company.ts';
import { createSandboxSystems } from '../../src/workspace/systems/sandbox-systems.ts';
import { testPeople } from '../../test/support/memory/memory-world.ts';
import { type Chain, chainAlone, planAlone } from '../chain-alone.ts';
import { openEngineWorld } from '../engine-world.ts';
import { definePart, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { seconds } from '../statistics.ts';
import { openSystemServer } from '../system-server.ts';

const sizes: Record<Size, { added: readonly string[]; delay: number }> = {
  full: {
    added: ['google', 'microsoft-365', 'slack', 'gitlab', 'atlassian', 'salesforce', 'hubspot', 'zoom'],
    delay: 1_000,
  },
  tiny: { added: ['gitlab'], delay: 2 },
};

const { leaver, manager } = testPeople;

export const everySystem = definePart({
  name: 'every-system',
  about: 'one cut-off in one slow system of each kind, beside the longest path through one of their accounts alone',
  measure: (size) =>
    inScratch(async (folder) => {
      const { added, delay } = sizes[size];
      const world = await openEngineWorld(folder, []);
      const now = () => new Date(world.now());
      // The same company twice: what one of them lost, the other still has.
      const cut = await openCompany({ dataDir: `${folder}/cut`, added, now });
      const alone = await openCompany({ dataDir: `${folder}/alone`, added, now });
      try {
        for (const [id, connector] of cut.connectors) world.connectors.set(id, connector);
        const departure = await world.plan(leaver);
        await world.comeCloseToCutOff(1_000);
        cut.slowDown(delay);
        alone.slowDown(delay);
        const ended = await untilAtRest(() => world.load(departure));
        const took = lastProofOf(ended) - world.cutOffAt;
        const verified = verifiedOf(ended);
        const chains: Chain[] = [];
        // One after the other, so that none waits for the processor.
        for (const connector of alone.connectors.values()) {
          const planned = await planAlone(connector, leaver, now);
          const these = planned.filter(({ id }) => verified.has(id));
          if (these.length > 0) chains.push(await chainAlone(connector, these, { person: leaver, now }));
        }
        const slowest = chains.reduce((a, b) => (a.took > b.took ? a : b));
        return [
          {
            what: `cut-off to the last proof: ${verified.size} actions in ${chains.length} systems of different kinds that take ${delay} ms a call`,
            measured: seconds(took),
            baseline: `${seconds(slowest.took)}: the longest path through the ${slowest.calls} steps of the slowest one (${slowest.system}) alone, without engine and store`,
            ratio: took / slowest.took,
            goal: { type: 'times', most: 1.1 },
            reason: 'each step waits for its intent and its result in the store',
          },
        ];
      } finally {
        await world.stop();
        await cut.close();
        await alone.close();
      }
    }),
});

/** The systems of the local workspace, without limits of their own, on a server that can be made slow. */
async function openCompany({
  dataDir,
  added,
  now,
}: {
  dataDir: string;
  added: readonly string[];
  now: () => Date;
}): Promise<{
  connectors: ReadonlyMap<string, Connector>;
  slowDown(milliseconds: number): void;
  close(): Promise<void>;
}> {
  const server = await openSystemServer();
  let delay = 0;
  server.app.use((_request, _response, next) => setTimeout(next, delay));
  const people = company.map((person) => {
    if (person.id === 'U0ALEX') return { ...person, email: leaver.email };
    return person.id === 'U0MAYA' ? { ...person, email: manager.email } : person;
  });
  const sandbox = createSandboxSystems({ dataDir, people, now, with: added });
  server.app.use(sandbox.router);
  const configured = systemsSchema
    .parse(sandbox.configuration(server.url))
    .map((entry) => (entry.type === 'manual' ? entry : { ...entry, perMinute: 60_000, concurrency: 50 }));
  const made = createConnectors(await loadSystems(configured), {
    env: sandbox.secrets(),
    now,
    log: pino({ level: 'silent' }),
    allowPrivateAddresses: true,
  });
  return {
    // Of the bank only a person takes somebody off.
    connectors: new Map([...made].filter(([id]) => id !== 'bank')),
    slowDown(milliseconds) {
      delay = milliseconds;
    },
    async close() {
      await server.close();
      sandbox.close();
    },
  };
}

/** Until everything is proven but what waits for a person, or for a vendor who takes hours to hand files over. */
async function untilAtRest(load: () => Promise<Departure>): Promise<Departure> {
  for (let patience = 0; patience < 1_200; patience += 1) {
    const state = await load();
    if (state.runStartedAt !== null && isAtRest(state)) return state;
    await wait(100);
  }
  throw new Error(`not everything was proven: ${openOf(await load())}`);
}

function isAtRest({ revocations }: Departure): boolean {
  const open = revocations.filter(({ status }) => status !== 'verified');
  const waits = open.filter(({ status, action }) => status === 'manual' || (status === 'accepted' && isLong(action)));
  return open.every(
    (one) =>
      waits.includes(one) ||
      (one.status === 'planned' &&
        waits.some(
          ({ action }) => action.accountId === one.action.accountId && one.action.needs.includes(action.stage),
        )),
  );
}

function openOf({ revocations }: Departure): string {
  const open = revocations.filter(({ status }) => status !== 'verified');
  return open.map(({ action, status }) => `${action.id}: ${status}`).join(', ');
}

/** What a vendor does by itself, for hours. */
function isLong({ system, stage }: Departure['revocations'][number]['action']): boolean {
  return system === 'google' && stage === 'data';
}

/** In milliseconds since 1970. */
function lastProofOf({ revocations }: Departure): number {
  const proven = revocations.filter(({ status }) => status === 'verified');
  return Math.max(...proven.map(({ endedAt }) => Date.parse(endedAt ?? '')));
}

function verifiedOf({ revocations }: Departure): ReadonlySet<string> {
  return new Set(revocations.flatMap(({ status, action }) => (status === 'verified' ? [action.id] : [])));
}
