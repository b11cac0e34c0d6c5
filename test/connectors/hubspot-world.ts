import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { createHubspotConnector } from '../../src/connectors/hubspot/hubspot-connector.ts';
import { hubspot } from '../../src/connectors/hubspot/index.ts';
import { company } from '../../src/workspace/company.ts';
import { createHubspotSandbox, type HubspotSandbox } from '../../src/workspace/systems/hubspot/hubspot-sandbox.ts';
import { hubspotSandboxScopes } from '../../src/workspace/systems/hubspot/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { heirAddress, hubspotSwitches, hubspotTruth } from './hubspot-lies.ts';
import { colleague, personOf } from './people.ts';

const canary = 'pat-eu1-canary-0123456789';

export interface HubspotWorld extends LyingWorld {
  sandbox: HubspotSandbox;
  server: TroubledServer;
  lying: LyingHandler;
  /** What the private app was granted. */
  scopes: string[];
}

export interface HubspotWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function hubspotWorld({ settings, watch }: HubspotWorldOptions = {}): Promise<HubspotWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-hubspot-'));
  const scopes = [...hubspotSandboxScopes];
  let made: HubspotSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((clock) => {
    const options = { dataDir, people: company, now: clock, token: canary, scopes: () => scopes, isByHand: true };
    const sandbox = createHubspotSandbox(options);
    // Hugo is the only super admin.
    sandbox.change((state) => {
      for (const user of state.users) user.superAdmin = user.email.startsWith('hugo');
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: ({ url }: { url?: string | undefined }) => /\/search$|access-token-info$/.test(url ?? ''),
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createHubspotConnector(
      hubspot.schema.parse({
        id: 'hubspot',
        type: 'hubspot',
        label: 'HubSpot',
        token: 'env:HUBSPOT_TOKEN',
        closing: 'remove',
        data: { to: heirAddress },
        signIns: true,
        baseUrl: server.baseUrl,
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { HUBSPOT_TOKEN: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = hubspotTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    scopes,
    now,
    pass,
    truth,
    switches: hubspotSwitches({ sandbox, lying, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0HUGO')),
    requests: lying.requests,
    people: { present, absent: { ...present, name: 'Nobody', email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () => void scopes.splice(scopes.indexOf('settings.users.write'), 1),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
