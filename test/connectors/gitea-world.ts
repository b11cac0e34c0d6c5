import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { createGiteaConnector } from '../../src/connectors/gitea/gitea-connector.ts';
import { gitea } from '../../src/connectors/gitea/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company } from '../../src/workspace/company.ts';
import { createGiteaSandbox, type GiteaSandbox } from '../../src/workspace/systems/gitea/gitea-sandbox.ts';
import { loginOf } from '../../src/workspace/systems/gitea/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import { type GiteaCounts, giteaSwitches, giteaTruth } from './gitea-lies.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';

const canary = 'gitea-canary-0123456789';

export interface GiteaWorld extends LyingWorld {
  sandbox: GiteaSandbox;
  server: TroubledServer;
  lying: LyingHandler;
}

export interface GiteaWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  /** Without it, the token is taken in its place, as by Gitea. */
  password?: string;
  watch?: (fetch: Fetch) => Fetch;
}

export async function giteaWorld({ settings, password, watch }: GiteaWorldOptions = {}): Promise<GiteaWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-gitea-'));
  const counts: GiteaCounts = { are: 'right' };
  let made: GiteaSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((now) => {
    const sandbox = createGiteaSandbox({
      ...{ dataDir, people: company, now, token: canary },
      ...(password !== undefined && { password }),
    });
    // One administrator beside the token’s own.
    sandbox.change(({ users }) => {
      for (const user of users.slice(1)) user.isAdmin = user.email === 'tom.okafor@example.com';
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
    };
    return { handler: express().use(miscount(counts), sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createGiteaConnector(
      gitea.schema.parse({
        ...{ id: 'gitea', type: 'gitea', label: 'Gitea', baseUrl: server.baseUrl, token: 'env:GITEA_TOKEN' },
        ...{ timeoutSeconds, perMinute: 60_000, ...settings, ...more },
      }),
      {
        now,
        env: { GITEA_TOKEN: canary, GITEA_PASSWORD: password },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = giteaTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    now,
    pass,
    truth,
    switches: giteaSwitches({ sandbox, lying, present, freeze, counts }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: () => connectorWith({ protected: [loginOf(colleague('U0ALEX'))] }),
    lastAdministrator: personOf(colleague('U0TOM')),
    requests: lying.requests,
    people: { present, absent: { ...present, email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(sandbox.accounts().find((each) => each.id === id)?.email ?? ''),
    loseScope: () =>
      sandbox.change(({ users }) => {
        const [own] = users[0]?.tokens ?? [];
        if (own) own.scopes = own.scopes.filter((each) => each !== 'write:organization');
      }),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Lists whose count is taken away, as a proxy may; or that give their first page for ever and count many more. */
function miscount(counts: GiteaCounts): RequestHandler {
  return (request, response, next) => {
    if (counts.are === 'right') return next();
    if (counts.are === 'endless') request.url = request.url.replace(/(?<=[?&]page=)\d+/, '1');
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => {
      if (name.toLowerCase() !== 'x-total-count') return set(name, value);
      return counts.are === 'endless' ? set(name, '9999') : response;
    };
    next();
  };
}
