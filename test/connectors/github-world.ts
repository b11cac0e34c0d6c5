import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { createGithubConnector } from '../../src/connectors/github/github-connector.ts';
import { github } from '../../src/connectors/github/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import {
  createGithubSandbox,
  type GithubSandbox,
  type GithubSandboxOptions,
  githubLogins,
  githubSandboxOrganisation,
} from '../../src/workspace/systems/github/github-sandbox.ts';
import { type GithubState, hasNotEnded, isOutsideCollaborator } from '../../src/workspace/systems/github/state.ts';
import type { ConnectorWorld } from '../contracts/connector-contract.ts';
import { type LyingHandler, lyingHandler } from './http-lies.ts';
import { serveTroubled, type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './okta-world.ts';

export const canary = 'canary-github-0123456789';
const classicCanary = 'canary-classic-0123456789';

export interface GithubWorld extends ConnectorWorld {
  sandbox: GithubSandbox;
  server: TroubledServer;
  lies: LyingHandler;
  /** Ids of what a look lists, by the sandbox's own state. */
  open(accountId: string): readonly string[];
  pass(seconds: number): void;
}

export interface GithubWorldOptions {
  /** A classic personal access token of an owner, which tells its scopes and may not touch fine-grained tokens. */
  classic?: boolean;
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  watch?: (fetch: Fetch) => Fetch;
  /** Answers before the sandbox does: what it does not have. */
  before?: RequestHandler;
  /** As an Enterprise Server answers: REST below /api/v3, GraphQL beside it. */
  enterpriseServer?: boolean;
  sandbox?: Partial<GithubSandboxOptions>;
  /** How it is at the beginning, over how the company started. */
  begin?: (state: GithubState) => void;
}

export function personWho(id: WorkspacePerson['id']) {
  return personOf(colleague(id));
}

/** Whether nothing of it is asked for a change. */
function isRead({ url = '' }: { url?: string | undefined }): boolean {
  return url.endsWith('/graphql') || url.endsWith('/access_tokens');
}

export async function githubWorld(options: GithubWorldOptions = {}): Promise<GithubWorld> {
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-github-'));
  const classicScopes = ['admin:org', 'read:audit_log', 'repo'];
  const sandbox = createGithubSandbox({
    dataDir,
    people: company,
    now,
    token: canary,
    ...(options.classic ? { classicToken: classicCanary } : {}),
    classicScopes,
    asyncMilliseconds: 150,
    ...options.sandbox,
  });
  if (options.begin) sandbox.change(options.begin);
  const app = express();
  if (options.before) app.use(express.json(), options.before);
  app.use(options.enterpriseServer ? ['/api/v3', '/api'] : '/', sandbox.router);
  const throttled = () => ({ 'retry-after': '30', 'x-ratelimit-remaining': '0' });
  const pretend = (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none');
  const lies = lyingHandler(app, { lies: pretend, isRead, throttled });
  const server = await serveTroubled(lies.handler, { throttled, lies: pretend, isRead });
  const logins: Record<string, string | null> = { ...githubLogins(company), 'nobody@example.com': null };
  // Two members whom nobody claims: whoever is asked about may be either.
  const { [colleague('U0JONAS').email]: jonas, [colleague('U0PRIYA').email]: priya, ...claimed } = logins;
  const connectorWith = (more: Record<string, unknown>) =>
    createGithubConnector(
      github.schema.parse({
        id: 'github',
        type: 'github',
        label: 'GitHub',
        baseUrl: options.enterpriseServer ? `${server.baseUrl}/api/v3` : server.baseUrl,
        org: githubSandboxOrganisation,
        auth: { method: 'token', token: 'env:GITHUB_TOKEN' },
        logins: claimed,
        sso: true,
        fineGrainedTokens: !options.classic,
        timeoutSeconds,
        perMinute: 60_000,
        ...options.settings,
        ...more,
      }),
      {
        now,
        env: { GITHUB_TOKEN: options.classic ? classicCanary : canary, ...options.env },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: options.watch?.(transport) ?? transport,
      },
    );
  const transport = createTransport({ allowPrivateAddresses: true });
  const connector = connectorWith({});
  const open = (accountId: string) => openOf(sandbox.state(), { accountId, now: now(), tokens: !options.classic });
  return {
    connector,
    sandbox,
    server,
    lies,
    now,
    open,
    pass(seconds) {
      offset += seconds * 1000;
    },
    expectedItems: ({ id }) => open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    people: {
      present: personWho('U0ALEX'),
      absent: { ...personWho('U0ALEX'), email: 'nobody@example.com' },
      ambiguous: jonas && priya ? personWho('U0JONAS') : null,
    },
    secrets: [canary, classicCanary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(sandbox.accounts().find((each) => each.id === id)?.email ?? ''),
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

/** One item for each thing that lets the account in, or would again. */
function openOf(
  state: GithubState,
  { accountId, now, tokens }: { accountId: string; now: Date; tokens: boolean },
): readonly string[] {
  const account = state.accounts.find(({ id }) => String(id) === accountId);
  if (account === undefined) return [];
  const { login, membership } = account;
  const live = (each: { login: string; endsAt: string | null }) => each.login === login && hasNotEnded(each, now);
  const member = membership?.state === 'active';
  return [
    ...(membership ? ['membership'] : []),
    ...(isOutsideCollaborator(state, account) ? ['outside-collaborator'] : []),
    ...(state.credentials.some(live) ? ['sso-credentials'] : []),
    ...(tokens && state.accessTokens.some(live) ? ['fine-grained-tokens'] : []),
    ...state.roles.filter(({ logins }) => member && logins.includes(login)).map(({ id }) => `roles/${id}`),
    ...state.teams.filter(({ members }) => member && members.includes(login)).map(({ id }) => `teams/${id}`),
  ].map((rest) => `github/${accountId}/${rest}`);
}

/** Somebody takes another login; everything else stays theirs. */
export function renameLogin(state: GithubState, from: string, to: string): void {
  const renamed: unknown = JSON.parse(JSON.stringify(state).replaceAll(`"${from}"`, JSON.stringify(to)));
  Object.assign(state, renamed);
}
