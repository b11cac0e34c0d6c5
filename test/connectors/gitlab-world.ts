import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createGitlabConnector } from '../../src/connectors/gitlab/gitlab-connector.ts';
import { gitlab } from '../../src/connectors/gitlab/index.ts';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { company } from '../../src/workspace/company.ts';
import { createGitlabSandbox, type GitlabSandbox } from '../../src/workspace/systems/gitlab/gitlab-sandbox.ts';
import { gitlabSandboxGroup, loginOf } from '../../src/workspace/systems/gitlab/seed.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import { gitlabSwitches, gitlabTruth } from './gitlab-lies.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';

const canary = 'glpat-canary-0123456789';

export interface GitlabWorld extends LyingWorld {
  sandbox: GitlabSandbox;
  server: TroubledServer;
  lying: LyingHandler;
}

export interface GitlabWorldOptions {
  of: 'instance' | 'group';
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function gitlabWorld({ of, settings, watch }: GitlabWorldOptions): Promise<GitlabWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-gitlab-'));
  const isInstance = of === 'instance';
  const scopes = ['api'];
  let made: GitlabSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((now) => {
    const options = { dataDir, people: company, now, token: canary, isAdministrator: isInstance, scopes: () => scopes };
    const sandbox = createGitlabSandbox(options);
    // One administrator, and one owner, beside the token’s.
    sandbox.change((state) => {
      for (const user of state.users) if (user.email !== 'tom.okafor@example.com') user.isAdmin = false;
      const [own] = state.users;
      if (own) own.isAdmin = isInstance;
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createGitlabConnector(
      gitlab.schema.parse({
        id: 'gitlab',
        type: 'gitlab',
        label: 'GitLab',
        baseUrl: server.baseUrl,
        token: 'env:GITLAB_TOKEN',
        scope: isInstance ? { of } : { of, group: gitlabSandboxGroup, logins: { 'nobody@example.com': null } },
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { GITLAB_TOKEN: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = gitlabTruth(sandbox, { isInstance });
  const present = personOf(colleague('U0ALEX'));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    now,
    pass,
    truth,
    switches: gitlabSwitches({ sandbox, lying, present, isInstance, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: () => connectorWith({ protected: [loginOf(colleague('U0ALEX'))] }),
    lastAdministrator: { ...present, email: 'relais@example.com' },
    requests: lying.requests,
    people: { present, absent: { ...present, email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(sandbox.accounts().find((each) => each.id === id)?.email ?? ''),
    loseScope: () => void scopes.pop(),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
