import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { okta } from '../../src/connectors/okta/index.ts';
import { createOktaConnector } from '../../src/connectors/okta/okta-connector.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import { createOktaSandbox, type OktaSandbox } from '../../src/workspace/systems/okta/okta-sandbox.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { oktaSwitches, oktaTruth } from './okta-lies.ts';
import { colleague, personOf } from './people.ts';

export { colleague, personOf } from './people.ts';

/**
 * Two people share an address, as happens with shared mailboxes; as consultants, their logins are not their address.
 */
const twins: readonly WorkspacePerson[] = [
  { ...colleague('U0LEO'), id: 'U0TWINA', name: 'Ana Twin', email: 'twin@example.com', title: 'Consultant' },
  { ...colleague('U0LEO'), id: 'U0TWINB', name: 'Bea Twin', email: 'twin@example.com', title: 'Consultant' },
];

const canary = 'canary-okta-0123456789';

/** Of the service app. Made once: to make one takes as long as a whole test. */
let serviceKeys: ReturnType<typeof makeServiceKeys> | undefined;

async function makeServiceKeys() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { publicKey: await exportJWK(publicKey), pem: await exportPKCS8(privateKey) };
}

export interface OktaWorld extends LyingWorld {
  sandbox: OktaSandbox;
  server: TroubledServer;
  lying: LyingHandler;
}

export interface OktaWorldOptions {
  oauth?: boolean;
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function oktaWorld(options: OktaWorldOptions = {}): Promise<OktaWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-okta-'));
  if (options.oauth) serviceKeys ??= makeServiceKeys();
  const keys = options.oauth ? ((await serviceKeys) ?? null) : null;
  const scopes = ['users', 'groups', 'roles', 'apiTokens', 'logs'].flatMap((what) => [
    `okta.${what}.read`,
    `okta.${what}.manage`,
  ]);
  const serviceApp = keys && { clientId: '0oaRelais', publicKey: keys.publicKey, scopes };
  let made: OktaSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((now) => {
    const sandbox = createOktaSandbox({
      dataDir,
      people: [...company, ...twins],
      now,
      token: canary,
      ...(serviceApp ? { serviceApp } : {}),
    });
    made = sandbox;
    const words = {
      // By the clock that the answer's own `Date` is of.
      throttled: () => ({ 'X-Rate-Limit-Reset': String(Math.ceil(Date.now() / 1000) + 30) }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: (request: { url?: string | undefined }) => request.url === '/oauth2/v1/token',
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const pem = keys?.pem ?? '';
  const auth = keys
    ? { method: 'oauth', clientId: '0oaRelais', privateKey: 'env:OKTA_KEY' }
    : { method: 'token', token: 'env:OKTA_TOKEN' };
  const settingsWith = (more: Record<string, unknown>) =>
    okta.schema.parse({
      id: 'okta',
      type: 'okta',
      label: 'Okta',
      baseUrl: server.baseUrl,
      auth,
      timeoutSeconds,
      perMinute: 60_000,
      ...options.settings,
      ...more,
    });
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createOktaConnector(settingsWith(more), {
      now,
      env: { OKTA_TOKEN: canary, OKTA_KEY: pem },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
      fetch: options.watch?.(transport) ?? transport,
    });
  const connector = connectorWith({});
  const { truth, freeze } = oktaTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  return {
    connector,
    sandbox,
    server,
    lying,
    now,
    pass,
    truth,
    switches: oktaSwitches({ sandbox, lying, present, now, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0TOM')),
    requests: lying.requests,
    people: {
      present,
      absent: { ...personOf(colleague('U0ALEX')), email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    secrets: keys ? [pem, pem.split('\n')[1] ?? pem] : [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope() {
      if (serviceApp) serviceApp.scopes.splice(serviceApp.scopes.indexOf('okta.groups.manage'), 1);
      else server.forbid('/api/v1/api-tokens');
    },
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
