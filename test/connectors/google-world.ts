import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { createGoogleConnector } from '../../src/connectors/google/google-connector.ts';
import { neededScopes } from '../../src/connectors/google/google-settings.ts';
import { google } from '../../src/connectors/google/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company } from '../../src/workspace/company.ts';
import { createGoogleSandbox, type GoogleSandbox } from '../../src/workspace/systems/google/google-sandbox.ts';
import { automationAddress, workspaceLicence } from '../../src/workspace/systems/google/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import { googleSwitches, googleTruth } from './google-lies.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

const licences = [{ product: workspaceLicence.product, sku: workspaceLicence.sku, label: 'Workspace' }];
const data = { to: 'maya.chen@example.com', what: ['drive' as const, 'calendar' as const] };
const email = 'relais@example-project.iam.gserviceaccount.com';

/** Of the service account. Made once: to make one takes as long as a whole test. */
let keys: ReturnType<typeof makeKeys> | undefined;

async function makeKeys() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { publicKey: await exportJWK(publicKey), pem: await exportPKCS8(privateKey), privateKey };
}

export interface GoogleWorld extends LyingWorld {
  sandbox: GoogleSandbox;
  server: TroubledServer;
  lying: LyingHandler;
  /** What the service account was delegated. */
  scopes: string[];
}

export interface GoogleWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch, privateKey: () => Promise<SigningKey>) => Fetch;
  readFile?: (path: string) => string;
  wipeMilliseconds?: number;
  transferMilliseconds?: number;
}

export async function googleWorld(options: GoogleWorldOptions = {}): Promise<GoogleWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-google-'));
  keys ??= makeKeys();
  const { publicKey, pem, privateKey } = await keys;
  const scopes = neededScopes({ leave: [], licences, data });
  let made: GoogleSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((clock) => {
    const sandbox = createGoogleSandbox({
      dataDir,
      people: company,
      now: clock,
      serviceAccount: { email, publicKey, scopes },
      transferMilliseconds: options.transferMilliseconds ?? 0,
      ...(options.wipeMilliseconds === undefined ? {} : { wipeMilliseconds: options.wipeMilliseconds }),
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'Retry-After': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: (request: { url?: string | undefined }) => request.url === '/token',
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  // Two people share an address that somebody typed.
  sandbox.change((state) => {
    const [model] = state.users;
    if (model === undefined) throw new Error('nobody there');
    for (const name of ['Ana Twin', 'Bea Twin'])
      state.users.push({
        ...structuredClone(model),
        id: `1${name.length}${name.charCodeAt(0)}00000000000000000`.slice(0, 21),
        primaryEmail: `${name.replace(' ', '.').toLowerCase()}@example.com`,
        fullName: name,
        otherEmails: ['twin@example.com'],
        isAdmin: false,
      });
  });
  const key = JSON.stringify({ client_email: email, private_key: pem, private_key_id: 'k1', type: 'service_account' });
  const settingsWith = (more: Record<string, unknown>) =>
    google.schema.parse({
      id: 'google',
      type: 'google',
      label: 'Google Workspace',
      key: 'env:GOOGLE_KEY',
      administrator: automationAddress,
      licences,
      data,
      dataUrl: server.baseUrl,
      baseUrl: server.baseUrl,
      gmailUrl: server.baseUrl,
      devicesUrl: server.baseUrl,
      licensingUrl: server.baseUrl,
      tokenUrl: server.baseUrl,
      timeoutSeconds,
      perMinute: 60_000,
      ...options.settings,
      ...more,
    });
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createGoogleConnector(settingsWith(more), {
      now,
      env: { GOOGLE_KEY: key },
      log: { debug() {}, info() {}, warn() {} },
      allowPrivateAddresses: true,
      fetch: options.watch?.(transport, async () => privateKey) ?? transport,
      ...(options.readFile && { readFile: options.readFile }),
    });
  const { truth, freeze } = googleTruth(sandbox, now);
  const present = personOf(colleague('U0ALEX'));
  const emails = new Map(sandbox.accounts().map((account) => [account.id, account.email]));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    scopes,
    now,
    pass,
    truth,
    switches: googleSwitches({ sandbox, lying, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0TOM')),
    requests: lying.requests,
    people: {
      present,
      absent: { ...present, name: 'Nobody', email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    secrets: [pem, pem.split('\n')[1] ?? pem],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () =>
      void scopes.splice(scopes.indexOf('https://www.googleapis.com/auth/admin.directory.group.member'), 1),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
