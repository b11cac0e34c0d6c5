import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { slack } from '../../src/connectors/slack/index.ts';
import { createSlackConnector } from '../../src/connectors/slack/slack-connector.ts';
import { company, type WorkspacePerson } from '../../src/workspace/company.ts';
import {
  createSlackAdminSandbox,
  type SlackAdminSandbox,
  slackSandboxScopes,
} from '../../src/workspace/systems/slack-admin/slack-admin-sandbox.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';
import { createSlackPages, slackSwitches, slackTruth } from './slack-lies.ts';

/** A guest of one channel, and somebody of another organisation. */
export const outsiders = {
  guest: {
    ...colleague('U0LEO'),
    id: 'U0GUEST',
    name: 'Gus Guest',
    email: 'gus@example.com',
    outsider: 'single-channel-guest',
  },
  stranger: {
    ...colleague('U0LEO'),
    id: 'U0STRANGER',
    name: 'Sam Other',
    email: 'sam@partner.example.org',
    outsider: 'stranger',
  },
} as const satisfies Record<string, WorkspacePerson>;

const canary = 'canary-slack-0123456789';

/** What Slack documents as POST, and changes nothing. */
const readsByPost = ['auth.test', 'auth.teams.list', 'admin.users.session.list', 'admin.workflows.search'];

function isRead({ url = '' }: Pick<IncomingMessage, 'url'>): boolean {
  return readsByPost.some((method) => url.endsWith(`/${method}`));
}

export interface SlackWorld extends LyingWorld {
  sandbox: SlackAdminSandbox;
  server: TroubledServer;
  lying: LyingHandler;
}

export interface SlackWorldOptions {
  plan: 'enterprise' | 'business' | 'other';
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function slackWorld({ plan, settings, watch }: SlackWorldOptions): Promise<SlackWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-slack-'));
  const isEnterprise = plan === 'enterprise';
  const scopes = [...slackSandboxScopes];
  const pages = createSlackPages();
  let made: SlackAdminSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((now) => {
    const sandbox = createSlackAdminSandbox({
      dataDir,
      people: [...company, outsiders.guest, outsiders.stranger],
      now,
      token: canary,
      isEnterprise,
      scopes: () => scopes,
    });
    sandbox.change((state) => {
      for (const { name, members } of state.channels) if (name === 'postmortems') members.push(outsiders.stranger.id);
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead,
    };
    return { handler: express().use(pages.middleware, sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createSlackConnector(
      slack.schema.parse({
        id: 'slack',
        type: 'slack',
        label: 'Slack',
        plan,
        token: 'env:SLACK_TOKEN',
        baseUrl: `${server.baseUrl}/api`,
        scimUrl: `${server.baseUrl}/scim/v2`,
        integrationLogs: true,
        accessLogs: true,
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { SLACK_TOKEN: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = slackTruth(sandbox, { isEnterprise });
  const present = personOf(colleague('U0ALEX'));
  return {
    connector: connectorWith({}),
    sandbox,
    server,
    lying,
    now,
    pass,
    truth,
    switches: slackSwitches({ sandbox, lying, pages, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0HUGO')),
    requests: lying.requests,
    people: { present, absent: { ...present, email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(sandbox.accounts().find((each) => each.id === id)?.email ?? ''),
    loseScope: () => void scopes.splice(scopes.indexOf('users:read.email'), 1),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
