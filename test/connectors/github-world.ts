import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { github } from '../../src/connectors/github/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import {
  createGithubSandbox,
  githubLogins,
  githubSandboxOrganisation,
} from '../../src/workspace/systems/github/github-sandbox.ts';
import type { Sandbox } from '../../src/workspace/systems/sandbox.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { serveTroubled, slowTimeoutSeconds, type TroubledServer } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

export const canary = 'canary-github-0123456789';
const classicCanary = 'canary-classic-0123456789';

export interface GithubWorld extends ConnectorWorld {
  sandbox: Sandbox;
  server: TroubledServer;
}

export interface GithubWorldOptions {
  /** A classic personal access token, which tells its scopes and may not touch fine-grained tokens. */
  classic?: boolean;
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  watch?: (fetch: Fetch) => Fetch;
  /** Answers before the sandbox does: what it does not have. */
  before?: RequestHandler;
}

export function personWho(id: WorkspacePerson['id']) {
  return personOf(colleague(id));
}

export async function githubWorld(options: GithubWorldOptions = {}): Promise<GithubWorld> {
  const now = () => new Date();
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-github-'));
  const classicScopes = ['admin:org', 'read:audit_log', 'repo'];
  const sandbox = createGithubSandbox({
    dataDir,
    people: company,
    now,
    token: canary,
    classicToken: classicCanary,
    classicScopes,
    asyncMilliseconds: 150,
  });
  const app = express();
  if (options.before) app.use(express.json(), options.before);
  app.use(sandbox.router);
  const server = await serveTroubled(app, {
    throttled: () => ({ 'retry-after': '30', 'x-ratelimit-remaining': '0' }),
    lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
    isRead: ({ url = '' }) => url === '/graphql' || url.endsWith('/access_tokens'),
  });
  const logins: Record<string, string | null> = { ...githubLogins(company), 'nobody@example.com': null };
  // Two members whom nobody claims: whoever is asked about may be either.
  const { [colleague('U0JONAS').email]: jonas, [colleague('U0PRIYA').email]: priya, ...claimed } = logins;
  const settings = github.schema.parse({
    id: 'github',
    type: 'github',
    label: 'GitHub',
    baseUrl: server.baseUrl,
    org: githubSandboxOrganisation,
    auth: { method: 'token', token: 'env:GITHUB_TOKEN' },
    logins: claimed,
    sso: true,
    fineGrainedTokens: !options.classic,
    timeoutSeconds: slowTimeoutSeconds,
    perMinute: 60_000,
    ...options.settings,
  });
  const transport = createTransport({ allowPrivateAddresses: true });
  const connector = github.create(settings, {
    now,
    env: { GITHUB_TOKEN: options.classic ? classicCanary : canary, ...options.env },
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
      present: personWho('U0ALEX'),
      absent: { ...personWho('U0ALEX'), email: 'nobody@example.com' },
      ambiguous: jonas && priya ? personWho('U0JONAS') : null,
    },
    secrets: [canary, classicCanary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope() {
      if (options.classic) classicScopes.shift();
      else server.forbid(`/orgs/${githubSandboxOrganisation}/personal-access-tokens`);
    },
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
