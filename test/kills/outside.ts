import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import express, { type Request, type RequestHandler } from 'express';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { installedFromManifest } from '../../src/workspace/slack/installed-app.ts';
import { createSandboxSystems, type SandboxSystems } from '../../src/workspace/systems/sandbox-systems.ts';
import { createWorkspace, slackApiPath, type Workspace } from '../../src/workspace/workspace.ts';
import { seedCrowdedAccounts } from './crowded.ts';
import { everybody } from './leavers.ts';
import type { CallKind } from './moments.ts';

export const botToken = 'xoxb-only-for-the-kill-test';
export const signingSecret = 'only-for-the-kill-test';

/** One request that Relais made to a system, as the system saw it. */
export interface Call {
  system: string;
  method: string;
  path: string;
  /** What was sent, without what differs from one attempt to the next. */
  body: string;
  status: number;
}

/** Asked at each request of Relais; what it returns happens before the request goes on. Null: nothing. */
type Interruption = (side: 'before' | 'after', kind: CallKind) => Promise<void> | null;

/** Everything Relais talks to, living in the test's own process: it survives every kill. */
export interface Outside {
  readonly url: string;
  readonly slackApiUrl: string;
  readonly systems: SandboxSystems;
  /** Those that Relais is connected to. */
  isConnected(system: string): boolean;
  readonly slack: Workspace;
  readonly people: readonly WorkspacePerson[];
  readonly calls: readonly Call[];
  now(): Date;
  /** How far the virtual time is ahead of the machine's. */
  ahead: number;
  /** Where Relais listens at the moment; null while it is dead. */
  relais: string | null;
  interrupt: Interruption;
  close(): Promise<void>;
}

const packageRoot = resolve(import.meta.dirname, '../..');
const nobodyListens = 'http://127.0.0.1:9';

interface OutsideOptions {
  /** Which a plan has written down, for whoever goes on with it. */
  port?: number;
  people?: readonly WorkspacePerson[];
  /** How many leavers have an account that holds a hundred groups; all of them would only make most tests longer. */
  crowded?: number;
  /** Of the systems, those that Relais is connected to; all when left out. */
  only?: readonly string[] | undefined;
}

/** Keeps its state in `folder`, so that a later one with the same port goes on from there. */
export async function openOutside(
  folder: string,
  { port = 0, people = everybody, crowded = 2, only }: OutsideOptions = {},
): Promise<Outside> {
  const app = express();
  const server = createServer(app).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const calls: Call[] = [];
  const state = { ahead: 0, relais: null as string | null, interrupt: (() => null) as Interruption };
  const now = () => new Date(Date.now() + state.ahead);

  app.use((...given) => watched(calls, () => state.interrupt)(...given));
  seedCrowdedAccounts(folder, { people, crowded, now: now() });
  const systems = createSandboxSystems({ dataDir: folder, people, now });
  app.use(systems.router);
  const slack = await createWorkspace({
    dataDir: folder,
    people,
    app: installedFromManifest(readFileSync(join(packageRoot, 'manifest', 'slack.yaml'), 'utf8')),
    signingSecret,
    botToken,
    eventsUrl: () => `${state.relais ?? nobodyListens}/slack/events`,
    publicUrl: () => url,
    controls: {
      ...{ now, systems: [], moveBy: async () => {}, nextInstant: async () => null, jobs: async () => [] },
      offeredSystems: () => [],
      async addSystem() {
        throw new RangeError('nothing is offered');
      },
    },
    pageDir: join(folder, 'no-page'),
    log: { info: () => undefined, warn: () => undefined },
    retryDelays: [],
  });
  app.use(slack.router);

  return Object.assign(state, {
    url,
    slackApiUrl: `${url}${slackApiPath}`,
    systems,
    isConnected: (system: string) => only?.includes(system) ?? true,
    slack,
    people,
    calls,
    now,
    async close() {
      await slack.stop();
      systems.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

function kindOf({ method, path }: Request): CallKind {
  if (path === `${slackApiPath}chat.postMessage`) return 'messages';
  return path.startsWith('/sandbox/') && asksForChange(method, path) ? 'writes' : 'calls';
}

/** A POST for an access token, or of a query, changes nothing, and every process makes its own. */
export function asksForChange(method: string, path: string): boolean {
  return method !== 'GET' && !path.endsWith('/oauth2/v2.0/token') && !path.endsWith('/graphql');
}

/** Writes down what a system is asked, and lets a kill come in between. */
function watched(calls: Call[], interruption: () => Interruption): RequestHandler {
  return (request, response, next) => {
    const [, place, system] = request.path.split('/');
    const kind = kindOf(request);
    const before = interruption()('before', kind);
    if (before !== null) {
      // Whoever asked is dead before the question was taken.
      void before.then(() => request.destroy());
      return;
    }
    const sent: Buffer[] = [];
    // The body parser begins to listen in this same turn, so it misses nothing.
    request.on('data', (chunk: Buffer) => sent.push(chunk));
    const end = response.end.bind(response);
    const ended = (...given: Parameters<typeof end>) => {
      if (place === 'sandbox' && system !== undefined) {
        const { method, originalUrl: path } = request;
        const body = Buffer.concat(sent)
          .toString('utf8')
          .replace(/"occurredAt":"[^"]*",?/, '');
        calls.push({ system, method, path, body, status: response.statusCode });
      }
      const after = interruption()('after', kind);
      if (after === null) return end(...given);
      void after.then(() => response.destroy());
      return response;
    };
    Object.assign(response, { end: ended });
    next();
  };
}
