import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createAtlassianConnector } from '../../src/connectors/atlassian/atlassian-connector.ts';
import { atlassian } from '../../src/connectors/atlassian/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company } from '../../src/workspace/company.ts';
import {
  type AtlassianSandbox,
  createAtlassianSandbox,
} from '../../src/workspace/systems/atlassian/atlassian-sandbox.ts';
import { atlassianSandboxOrganisation, service } from '../../src/workspace/systems/atlassian/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { atlassianSwitches, atlassianTruth, heirAddress } from './atlassian-lies.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';

const canary = 'canary-atlassian-0123456789';

export interface AtlassianWorld extends LyingWorld {
  sandbox: AtlassianSandbox;
  server: TroubledServer;
  lying: LyingHandler;
}

export interface AtlassianWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
  pageSize?: number;
}

export async function atlassianWorld({
  settings,
  watch,
  pageSize = 3,
}: AtlassianWorldOptions = {}): Promise<AtlassianWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-atlassian-'));
  const rights = ['organisation', 'jira'];
  let made: AtlassianSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((now) => {
    const sandbox = createAtlassianSandbox({
      dataDir,
      people: company,
      now,
      token: canary,
      rights: () => rights,
      pageSize,
    });
    // Tom is the last one who administers.
    sandbox.change(({ users }) => {
      for (const user of users) if (user.email !== 'tom.okafor@example.com') user.roles = [];
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: (request: { url?: string | undefined }) => request.url?.endsWith('/users/search') ?? false,
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createAtlassianConnector(
      atlassian.schema.parse({
        id: 'atlassian',
        type: 'atlassian',
        label: 'Atlassian',
        organisation: atlassianSandboxOrganisation,
        apiKey: 'env:ATLASSIAN_KEY',
        site: { baseUrl: `${server.baseUrl}/jira`, email: service.email, token: 'env:ATLASSIAN_KEY' },
        baseUrl: server.baseUrl,
        to: heirAddress,
        leave: ['automation'],
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { ATLASSIAN_KEY: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = atlassianTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    now,
    pass,
    truth,
    switches: atlassianSwitches({ sandbox, lying, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0TOM')),
    requests: lying.requests,
    people: { present, absent: { ...present, email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary, Buffer.from(`${service.email}:${canary}`).toString('base64')],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(sandbox.accounts().find((each) => each.id === id)?.email ?? ''),
    loseScope: () => void rights.pop(),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
