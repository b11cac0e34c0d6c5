import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { okta } from '../../src/connectors/okta/index.ts';
import type { Person } from '../../src/domain/people.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import { createOktaSandbox } from '../../src/workspace/systems/okta/okta-sandbox.ts';
import type { Sandbox } from '../../src/workspace/systems/sandbox.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { serveTroubled, slowTimeoutSeconds, type TroubledServer } from './http-trouble.ts';

export function personOf({
  id,
  name,
  email,
  title,
  team,
  managerId,
  locale,
  timeZone,
  country,
}: WorkspacePerson): Person {
  return { id, name, email, title, team, managerId, locale, timeZone, country, photoUrl: null, handles: {} };
}

export function colleague(id: WorkspacePerson['id']): WorkspacePerson {
  const found = company.find((each) => each.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}

/** Two people share an address, as happens with shared mailboxes. */
const twins: readonly WorkspacePerson[] = [
  { ...colleague('U0LEO'), id: 'U0TWINA', name: 'Ana Twin', email: 'twin@example.com' },
  { ...colleague('U0LEO'), id: 'U0TWINB', name: 'Bea Twin', email: 'twin@example.com' },
];

const canary = 'canary-okta-0123456789';

export interface OktaWorld extends ConnectorWorld {
  sandbox: Sandbox;
  server: TroubledServer;
}

export interface OktaWorldOptions {
  oauth?: boolean;
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function oktaWorld(options: OktaWorldOptions = {}): Promise<OktaWorld> {
  const now = () => new Date();
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-okta-'));
  const keys = options.oauth ? await generateKeyPair('RS256', { extractable: true }) : null;
  const scopes = ['users', 'groups', 'roles', 'apiTokens', 'logs'].flatMap((what) => [
    `okta.${what}.read`,
    `okta.${what}.manage`,
  ]);
  const serviceApp = keys && { clientId: '0oaRelais', publicKey: await exportJWK(keys.publicKey), scopes };
  const sandbox = createOktaSandbox({
    dataDir,
    people: [...company, ...twins],
    now,
    token: canary,
    ...(serviceApp ? { serviceApp } : {}),
  });
  const app = express();
  app.use(sandbox.router);
  const server = await serveTroubled(app, {
    throttled: () => ({ 'X-Rate-Limit-Reset': String(Math.ceil(Date.now() / 1000) + 30) }),
    lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
    isRead: (request) => request.url === '/oauth2/v1/token',
  });
  const pem = keys ? await exportPKCS8(keys.privateKey) : '';
  const auth = keys
    ? { method: 'oauth', clientId: '0oaRelais', privateKey: 'env:OKTA_KEY' }
    : { method: 'token', token: 'env:OKTA_TOKEN' };
  const settings = okta.schema.parse({
    id: 'okta',
    type: 'okta',
    label: 'Okta',
    baseUrl: server.baseUrl,
    auth,
    timeoutSeconds: slowTimeoutSeconds,
    perMinute: 60_000,
    ...options.settings,
  });
  const transport = createTransport({ allowPrivateAddresses: true });
  const connector = okta.create(settings, {
    now,
    env: { OKTA_TOKEN: canary, OKTA_KEY: pem },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
    fetch: options.watch?.(transport) ?? transport,
  });
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  return {
    connector,
    sandbox,
    server,
    now,
    people: {
      present: personOf(colleague('U0ALEX')),
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
