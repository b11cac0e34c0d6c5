/** A real Bolt app on a real port against a real local workspace on another: nothing in between is faked. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import type { WorkspacePerson } from '../../../src/workspace/company.ts';
import { company } from '../../../src/workspace/company.ts';
import type { WorkspaceControls } from '../../../src/workspace/controls.ts';
import type { InstalledApp } from '../../../src/workspace/slack/installed-app.ts';
import { createWorkspace, slackApiPath, type Workspace } from '../../../src/workspace/workspace.ts';

export const signingSecret = 'signing-secret-of-the-test';
const botToken = 'xoxb-of-the-test';

export const testApp: InstalledApp = {
  commands: [
    { command: '/offboard', description: 'Start a departure', usageHint: '[@person]', shouldEscape: true },
    { command: '/plain', description: 'A command without escaping', usageHint: '', shouldEscape: false },
  ],
  shortcuts: [
    { kind: 'global', callbackId: 'start-departure', name: 'Start a departure', description: '' },
    { kind: 'message', callbackId: 'about-message', name: 'About this', description: '' },
  ],
  scopes: [
    'chat:write',
    'commands',
    'im:write',
    'im:read',
    'im:history',
    'mpim:write',
    'channels:read',
    'channels:history',
    'groups:read',
    'users:read',
    'users:read.email',
    'users.profile:read',
  ],
  events: ['app_home_opened', 'app_mention', 'message.im', 'team_join', 'user_change'],
};

export interface Running {
  app: App;
  workspace: Workspace;
  /** Of the workspace's server. */
  origin: string;
  eventsUrl: string;
  dataDir: string;
  clock: { now: Date };
  stop(): Promise<void>;
}

export interface RunOptions {
  dataDir?: string;
  app?: InstalledApp;
  people?: readonly WorkspacePerson[];
  patience?: number;
  retryDelays?: readonly number[];
  controls?: Partial<WorkspaceControls>;
  pageDir?: string;
  /** Somewhere else than the Bolt app. */
  eventsUrl?: string;
}

export async function run(options: RunOptions = {}): Promise<Running> {
  const ownDir = options.dataDir === undefined;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'relais-workspace-'));
  const clock = { now: new Date('2026-03-02T09:00:00Z') };
  const controls: WorkspaceControls = {
    now: () => clock.now,
    moveBy: async (milliseconds) => {
      if (milliseconds < 0) throw new RangeError('time does not go back');
      clock.now = new Date(clock.now.getTime() + milliseconds);
    },
    nextInstant: async () => ({ at: new Date('2026-03-03T09:00:00Z'), why: 'reminder' }),
    jobs: async () => [{ name: 'reminder', at: new Date('2026-03-03T09:00:00Z'), departureId: 'dep-1' }],
    systems: [],
    offeredSystems: () => [],
    addSystem: async (id) => {
      throw new RangeError(`no system ${id} is offered`);
    },
    ...options.controls,
  };

  const server = express();
  const listening = await listen(server);
  const origin = originOf(listening);
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  let eventsUrl = options.eventsUrl ?? '';
  const workspace = await createWorkspace({
    dataDir,
    people: options.people ?? company,
    app: options.app ?? testApp,
    signingSecret,
    botToken,
    eventsUrl: () => eventsUrl || `${origin}/slack/events`,
    publicUrl: () => origin,
    controls,
    pageDir: options.pageDir ?? join(dataDir, 'page'),
    log: { info: () => undefined, warn: () => undefined },
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.retryDelays === undefined ? {} : { retryDelays: options.retryDelays }),
  });
  server.use(workspace.router);

  const app = new App({
    token: botToken,
    receiver,
    logLevel: LogLevel.ERROR,
    // Refusals are what the tests are about: no need to print them.
    clientOptions: {
      logger: silent,
      slackApiUrl: `${origin}${slackApiPath}`,
      retryConfig: { retries: 0 },
      allowAbsoluteUrls: false,
    },
  });
  const bolt = await receiver.start({ port: 0, host: '127.0.0.1' });
  eventsUrl ||= `${originOf(bolt)}/slack/events`;

  return {
    app,
    workspace,
    origin,
    eventsUrl,
    dataDir,
    clock,
    stop: async () => {
      await workspace.stop();
      await receiver.stop();
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
      if (ownDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

function listen(server: express.Express): Promise<Server> {
  return new Promise((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(listening));
  });
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return `http://127.0.0.1:${address.port}`;
}
