import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { createEntraConnector } from '../../src/connectors/entra/entra-connector.ts';
import { neededPermissions } from '../../src/connectors/entra/entra-settings.ts';
import { entra } from '../../src/connectors/entra/index.ts';
import { mailSettings, mailWork } from '../../src/connectors/entra/mail/mail-settings.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Look } from '../../src/engine/ports/connector.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import {
  createEntraSandbox,
  type EntraSandbox,
  entraSandboxClient,
  entraSandboxTenant,
} from '../../src/workspace/systems/entra/entra-sandbox.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { openItems } from './entra-truth.ts';
import { serveTroubled, type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

/** Two people share an address, as happens with shared mailboxes. */
const twins: readonly WorkspacePerson[] = [
  { ...colleague('U0LEO'), id: 'U0TWINA', name: 'Ana Twin', email: 'twin@example.com' },
  { ...colleague('U0LEO'), id: 'U0TWINB', name: 'Bea Twin', email: 'twin@example.com' },
];

/** Who takes over in a tenant with mail: Maya. */
export const mailHeir = 'maya.chen@example.com';
export const entraCanary = 'canary-entra-0123456789';

export interface EntraWorld extends ConnectorWorld {
  sandbox: EntraSandbox;
  server: TroubledServer;
  permissions: string[];
  /** Calls Graph as an administrator with a tool of their own. */
  graph(method: string, path: string, body?: object): Promise<number>;
}

/** What a call gets; `calledAt` is when the call was intended whose effect is read back. */
export function context(calledAt: Date | null = null) {
  return { now: () => new Date(), signal: new AbortController().signal, calledAt };
}

/** A world that closes itself when the test ends. */
export async function openWorld(options: EntraWorldOptions = {}): Promise<EntraWorld> {
  const made = await entraWorld(options);
  onTestFinished(() => made.close());
  return made;
}

export async function accountOf({ connector }: EntraWorld, person: Person): Promise<Account> {
  const found = await connector.find(person, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return found.accounts[0];
}

export async function lookAt(made: EntraWorld, person: Person): Promise<Look> {
  return made.connector.look(await accountOf(made, person), context());
}

export async function planOf(made: EntraWorld, person: Person): Promise<readonly PlannedAction[]> {
  return (await lookAt(made, person)).items.map(({ action }) => action);
}

export function pick(actions: readonly PlannedAction[], verb: string): PlannedAction {
  const found = actions.find(({ id }) => id.split('/')[2] === verb);
  if (!found) throw new Error(`nothing planned about ${verb}`);
  return found;
}

/** Puts another answer in place of Graph's where `change` gives one; it gets the body that Graph sent. */
export function answering(
  matches: (url: URL, method: string) => boolean,
  change: (body: Body, url: URL) => unknown,
): (fetch: Fetch) => Fetch {
  return (fetch) => async (url, init) => {
    const response = await fetch(url, init);
    if (!matches(url, init.method) || !response.ok) return response;
    const changed = change(bodyShape.parse(await response.json()), url);
    return changed instanceof Response ? changed : Response.json(changed, { headers: dateOf(response) });
  };
}

const bodyShape = z.looseObject({ value: z.array(z.record(z.string(), z.unknown())).optional() });
export type Body = z.infer<typeof bodyShape>;

function dateOf({ headers }: Response): Record<string, string> {
  const date = headers.get('date');
  return date === null ? {} : { date };
}

export interface EntraWorldOptions {
  /** Signs in with the certificate of `certificate()` instead of the secret. */
  certificate?: { key: string; certificate: string };
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
  now?: () => Date;
  /** Stands in front of the sandbox. */
  handler?: (inner: RequestListener, sandbox: EntraSandbox) => RequestListener;
  /** The tenant has mail and files, and Relais sees to them; `shared` mailboxes outlive their licences. */
  mail?: 'user' | 'shared' | undefined;
  /** Of Graph's lists; small unless told, so that every list is read over several pages. */
  pageSize?: number;
}

export async function entraWorld(options: EntraWorldOptions = {}): Promise<EntraWorld> {
  const { now = () => new Date() } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-entra-'));
  const mail = options.mail !== undefined;
  const microsoft365 = mail ? mailSettings.parse({ to: mailHeir, what: [...mailWork] }) : undefined;
  const permissions = neededPermissions({ leave: [], signIns: true, microsoft365 });
  const pem = options.certificate;
  const sandbox = createEntraSandbox({
    dataDir,
    people: [...company, ...twins],
    now,
    token: entraCanary,
    permissions,
    mail,
    pageSize: options.pageSize ?? 2,
    ...(pem ? { certificate: new X509Certificate(pem.certificate) } : {}),
  });
  if (options.mail === 'shared')
    sandbox.happen(({ mailboxes }) => {
      for (const each of mailboxes) each.purpose = 'shared';
    });
  const app = express();
  app.use(sandbox.router);
  const server = await serveTroubled(options.handler?.(app, sandbox) ?? app, {
    throttled: () => ({ 'Retry-After': '30' }),
    lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
    isRead: (request) => request.url?.endsWith('/oauth2/v2.0/token') ?? false,
  });
  const settings = entra.schema.parse({
    id: 'entra',
    type: 'entra',
    label: 'Entra ID',
    tenant: entraSandboxTenant,
    clientId: entraSandboxClient,
    auth: pem
      ? { method: 'certificate', privateKey: 'env:ENTRA_KEY', certificate: 'env:ENTRA_CERTIFICATE' }
      : { method: 'secret', clientSecret: 'env:ENTRA_SECRET' },
    baseUrl: `${server.baseUrl}/v1.0`,
    loginUrl: server.baseUrl,
    timeoutSeconds,
    perMinute: 60_000,
    reportsPerMinute: 60_000,
    ...(microsoft365 && { microsoft365 }),
    ...options.settings,
  });
  const transport = createTransport({ allowPrivateAddresses: true });
  const make = (spared: readonly string[]) =>
    createEntraConnector(
      { ...settings, protected: [...settings.protected, ...spared] },
      {
        now,
        env: { ENTRA_SECRET: entraCanary, ENTRA_KEY: pem?.key, ENTRA_CERTIFICATE: pem?.certificate },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: options.watch?.(transport) ?? transport,
      },
    );
  const connector = make([]);
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  const alex = personOf(colleague('U0ALEX'));
  return {
    connector,
    sandbox,
    server,
    permissions,
    now,
    people: {
      present: alex,
      absent: { ...alex, email: 'nobody@example.com' },
      ambiguous: { ...personOf(colleague('U0LEO')), email: 'twin@example.com' },
    },
    secrets: pem ? [pem.key, pem.key.split('\n')[1] ?? pem.key] : [entraCanary],
    expectedItems: ({ id }) => openItems(sandbox.directory(), id, now()),
    protecting: ({ id }) => make([id]),
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () => void permissions.splice(permissions.indexOf('GroupMember.ReadWrite.All'), 1),
    async graph(method, path, body) {
      const token = await tokenOf(server.baseUrl);
      const response = await fetch(`${server.baseUrl}/v1.0${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body ? JSON.stringify(body) : null,
      });
      return response.status;
    },
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function tokenOf(base: string): Promise<string> {
  const response = await fetch(`${base}/${entraSandboxTenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: entraSandboxClient,
      client_secret: entraCanary,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  const body: unknown = await response.json();
  return String(typeof body === 'object' && body !== null && Reflect.get(body, 'access_token'));
}
