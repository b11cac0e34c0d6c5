import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { scim } from '../../src/connectors/scim/index.ts';
import { createScimConnector } from '../../src/connectors/scim/scim-connector.ts';
import { company } from '../../src/workspace/company.ts';
import type { Sandbox } from '../../src/workspace/systems/sandbox.ts';
import { type ScimProduct, salesCrm } from '../../src/workspace/systems/scim/products.ts';
import { createScimSandbox } from '../../src/workspace/systems/scim/scim-sandbox.ts';
import { usageSchemaId } from '../../src/workspace/systems/scim/usage-schema.ts';
import { vendorUuid } from '../../src/workspace/systems/vendor-id.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { serveTroubled, type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

/** Two users share an address: one has it as user name, the other as e-mail. */
const twins = [
  { ...colleague('U0LEO'), id: 'U0TWINA' as const, name: 'Ana Twin', email: 'twin@example.com' },
  { ...colleague('U0LEO'), id: 'U0TWINB' as const, name: 'Bea Twin', email: 'twin@example.com' },
];

const canary = 'canary-scim-0123456789';

export interface ScimWorld extends ConnectorWorld {
  sandbox: Sandbox;
  server: TroubledServer;
  /** What reached the server: method, path and body. */
  sent: { method: string; path: string; body: unknown }[];
}

export interface ScimWorldOptions {
  product?: ScimProduct;
  settings?: Record<string, unknown>;
  /** Between the connector and the server: what older or stranger servers do. */
  quirk?: RequestHandler;
}

export async function scimWorld(options: ScimWorldOptions = {}): Promise<ScimWorld> {
  const now = () => new Date();
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-scim-'));
  const product = options.product ?? salesCrm;
  const sandbox = createScimSandbox({ dataDir, people: [...company, ...twins], now, token: canary, product });
  const sent: ScimWorld['sent'] = [];
  const app = express();
  app.use(express.json({ type: 'application/scim+json' }), (request, _response, next) => {
    sent.push({ method: request.method, path: decodeURIComponent(request.url), body: request.body });
    next();
  });
  if (options.quirk) app.use(options.quirk);
  app.use(sandbox.router);
  const server = await serveTroubled(app, {
    throttled: () => ({ 'retry-after': '30' }),
    lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
  });
  const settings = {
    id: product.id,
    type: 'scim',
    label: product.label,
    tier: product.tier,
    baseUrl: server.baseUrl,
    token: 'env:SCIM_TOKEN',
    lastActivityAttribute: `${usageSchemaId}:lastSignIn`,
    timeoutSeconds,
    perMinute: 60_000,
    ...options.settings,
  };
  const connectorWith = (more: object = {}) =>
    createScimConnector(scim.schema.parse({ ...settings, ...more }), {
      now,
      env: { SCIM_TOKEN: canary },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
    });
  const connector = connectorWith();
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  return {
    connector,
    sandbox,
    server,
    sent,
    now,
    people: {
      present: personOf(colleague('U0ALEX')),
      absent: { ...personOf(colleague('U0ALEX')), email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    expectedItems({ id }) {
      const held = sandbox.accounts().find((each) => each.id === id);
      // A product that removes the user empties the groups by itself.
      const names = product.deactivation === 'suspend' ? (held?.groups ?? []) : [];
      const inGroups = names.map((name) => `${product.id}/${id}/groups/${vendorUuid(`${product.id}/group/${name}`)}`);
      return [`${product.id}/${id}/deactivate`, ...inGroups];
    },
    protecting: ({ id }) => connectorWith({ protected: [id] }),
    secrets: [canary],
    writes: server.writes,
    triesOfNobody: 1,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () => server.forbid('/Users'),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
