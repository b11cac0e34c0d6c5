import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { JWK } from 'jose';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { salesforce } from '../../src/connectors/salesforce/index.ts';
import { createSalesforceConnector } from '../../src/connectors/salesforce/salesforce-connector.ts';
import { company } from '../../src/workspace/company.ts';
import {
  createSalesforceSandbox,
  type SalesforceSandbox,
} from '../../src/workspace/systems/salesforce/salesforce-sandbox.ts';
import { salesforceSandboxClient, salesforceSandboxPermissions } from '../../src/workspace/systems/salesforce/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';
import { heirAddress, salesforceSwitches, salesforceTruth } from './salesforce-lies.ts';

const canary = 'salesforce-canary-0123456789';

export interface SalesforceWorld extends LyingWorld {
  sandbox: SalesforceSandbox;
  server: TroubledServer;
  lying: LyingHandler;
  /** What the user in whose name the app works may do. */
  permissions: string[];
}

export interface SalesforceWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
  publicKey?: JWK;
  /** Besides the secret of the app. */
  env?: Record<string, string>;
}

export async function salesforceWorld(options: SalesforceWorldOptions = {}): Promise<SalesforceWorld> {
  const { settings, watch, publicKey, env } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-salesforce-'));
  const permissions = [...salesforceSandboxPermissions];
  let made: SalesforceSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((clock) => {
    const sandbox = createSalesforceSandbox({
      ...{ dataDir, people: company, now: clock, token: canary, permissions: () => permissions, pageSize: 100 },
      ...(publicKey && { publicKey }),
    });
    sandbox.change((state) => {
      // Hugo alone manages users; and two users share one address, as an interface's does with its maker.
      for (const user of state.users) user.managesUsers = user.email.startsWith('hugo');
      const [model] = state.users;
      if (model === undefined) throw new Error('nobody there');
      for (const name of ['Ana Twin', 'Bea Twin']) {
        const id = `005${name.replace(' ', '')}`.padEnd(18, '0');
        const own = { id, loginId: `0Yw${id}`, name, username: `${name.replace(' ', '.')}@crm.example.com` };
        const empty = { sessions: [], tokens: [], managesUsers: false };
        state.users.push({ ...structuredClone(model), ...own, ...empty, email: 'twin@example.com' });
      }
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: ({ url }: { url?: string | undefined }) => url === '/services/oauth2/token',
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createSalesforceConnector(
      salesforce.schema.parse({
        id: 'salesforce',
        type: 'salesforce',
        label: 'Salesforce',
        baseUrl: server.baseUrl,
        auth: { method: 'client-credentials', clientId: salesforceSandboxClient, clientSecret: 'env:SF_SECRET' },
        data: { to: heirAddress },
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { SF_SECRET: canary, ...env },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = salesforceTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  const secrets = sandbox.state().users.flatMap(({ tokens }) => tokens.map(({ secret }) => secret));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    permissions,
    now,
    pass,
    truth,
    switches: salesforceSwitches({ sandbox, lying, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0HUGO')),
    requests: lying.requests,
    people: {
      present,
      absent: { ...present, name: 'Nobody', email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    // What revokes a token is a secret too.
    secrets: [canary, ...secrets],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () => void permissions.splice(permissions.indexOf('PermissionsManageUsers'), 1),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
