import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createConnectors, loadSystems, systemsSchema } from '../../src/connectors/registry.ts';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { createDoorsSandbox } from '../../src/workspace/systems/doors/doors-sandbox.ts';
import {
  createGithubSandbox,
  githubLogins,
  githubSandboxOrganisation,
} from '../../src/workspace/systems/github/github-sandbox.ts';
import { createOktaSandbox } from '../../src/workspace/systems/okta/okta-sandbox.ts';
import { type Sandbox, sandboxToken, sandboxTokenName } from '../../src/workspace/systems/sandbox.ts';
import { salesCrm } from '../../src/workspace/systems/scim/products.ts';
import { createScimSandbox } from '../../src/workspace/systems/scim/scim-sandbox.ts';
import { type Chain, chainAlone, planAlone } from '../chain-alone.ts';
import { isProven, openEngineWorld, provenAt } from '../engine-world.ts';
import { definePart, type Size } from '../part.ts';
import { administrator, invented, leavers } from '../people.ts';
import { inScratch } from '../scratch.ts';
import { seconds } from '../statistics.ts';
import { openSystemServer } from '../system-server.ts';

const sizes: Record<Size, { scim: number; doors: number; delay: number }> = {
  full: { scim: 10, doors: 6, delay: 300 },
  tiny: { scim: 1, doors: 1, delay: 2 },
};

export const revocation = definePart({
  name: 'revocation',
  about: 'one cut-off in many slow systems, read back, beside the longest path through one of their accounts alone',
  measure: (size) =>
    inScratch(async (folder) => {
      const { scim, doors, delay } = sizes[size];
      const everybody = invented(2);
      const server = await openSystemServer();
      let pause = 0;
      server.app.use((_request, _response, next) => setTimeout(next, pause));
      const people = leavers(2);
      const [cut, alone] = people;
      const world = await openEngineWorld(folder, people);
      const now = () => new Date(world.now());
      const systems = await openSystems({
        folder,
        people: [...everybody, administrator()],
        url: server.url,
        scim,
        doors,
        now,
      });
      for (const { id, router } of systems.sandboxes) server.app.use(`/${id}`, router);
      try {
        if (!cut || !alone) throw new Error('two people are needed');
        for (const [id, connector] of systems.connectors) world.connectors.set(id, connector);
        const departure = await world.plan(cut);
        await world.comeCloseToCutOff(1_000);
        pause = delay;
        for (let patience = 0; !isProven(await world.load(departure)) && patience < 4_000; patience += 1)
          await wait(20);
        const ended = await world.load(departure);
        if (!isProven(ended)) throw new Error('not everything was proven');
        const took = provenAt(ended) - world.cutOffAt;
        const chains: Chain[] = [];
        for (const connector of systems.oneOfEachKind)
          chains.push(await chainAlone(connector, await planAlone(connector, alone, now), { person: alone, now }));
        const slowest = chains.reduce((a, b) => (a.took > b.took ? a : b));
        return [
          {
            what: `cut-off to the last proof: ${ended.revocations.length} actions in ${systems.connectors.size} systems that take ${delay} ms a call`,
            measured: seconds(took),
            baseline: `${seconds(slowest.took)}: the longest path through the ${slowest.calls} steps of the slowest one (${slowest.system}) alone, without engine and store`,
            ratio: took / slowest.took,
            goal: { type: 'times', most: 1.1 },
            reason:
              'each step waits for its intent and its result in the store, and the read-backs of an account for the last of its calls',
          },
        ];
      } finally {
        await world.stop();
        await server.close();
        systems.close();
      }
    }),
});

/**
 * One Okta, one GitHub, and so many SCIM products and webhooks of the local workspace's kind, without limits of their
 * own.
 */
async function openSystems(options: {
  folder: string;
  people: readonly WorkspacePerson[];
  url: string;
  scim: number;
  doors: number;
  now: () => Date;
}) {
  const { folder, people, url, now } = options;
  const common = { dataDir: folder, people, now };
  const secret = `env:${sandboxTokenName}`;
  const near = { allowPrivateAddresses: true, perMinute: 60_000, concurrency: 50 };
  const products = Array.from({ length: options.scim }, (_, index) => `product-${index}`);
  const doors = Array.from({ length: options.doors }, (_, index) => `doors-${index}`);
  const sandboxes: Sandbox[] = [
    createOktaSandbox(common),
    createGithubSandbox(common),
    ...products.map((id) => createScimSandbox({ ...common, product: { ...salesCrm, id } })),
    ...doors.map((id) => createDoorsSandbox({ ...common, id, delayMilliseconds: 0 })),
  ];
  const configured = systemsSchema.parse([
    {
      id: 'okta',
      type: 'okta',
      label: 'Okta',
      baseUrl: `${url}/okta`,
      auth: { method: 'token', token: secret },
      ...near,
    },
    {
      id: 'github',
      type: 'github',
      label: 'GitHub',
      baseUrl: `${url}/github`,
      org: githubSandboxOrganisation,
      auth: { method: 'token', token: secret },
      sso: true,
      fineGrainedTokens: true,
      logins: githubLogins(people),
      ...near,
    },
    ...products.map((id) => ({ id, type: 'scim', label: id, baseUrl: `${url}/${id}`, token: secret, ...near })),
    ...doors.map((id) => ({
      id,
      type: 'webhook',
      label: id,
      url: `${url}/${id}/revocations`,
      statusUrl: `${url}/${id}/badges/{email}`,
      readBackAfterSeconds: 0,
      secret,
      ...near,
    })),
  ]);
  const connectors = createConnectors(await loadSystems(configured), {
    env: { [sandboxTokenName]: sandboxToken },
    now,
    log: pino({ level: 'silent' }),
    allowPrivateAddresses: true,
  });
  return {
    sandboxes,
    connectors,
    oneOfEachKind: ['okta', 'github', products[0], doors[0]].flatMap((id) => connectors.get(id ?? '') ?? []),
    close() {
      for (const system of sandboxes) system.close();
    },
  };
}
