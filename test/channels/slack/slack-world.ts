/**
 * The production Slack code on a real Express server, the local workspace as Slack, and a conversation that says what a
 * test tells it.
 */
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import { createSlackApp, type SlackApp } from '../../../src/channels/slack/slack-app.ts';
import type { SlackWords } from '../../../src/channels/slack/words.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import type { Act, Conversation, Reply, Speaker } from '../../../src/engine/conversation/conversation.ts';
import type { Directory } from '../../../src/engine/ports/directory.ts';
import type { OnceStore } from '../../../src/engine/ports/store.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { slackWords } from '../../../src/views/slack-words.ts';
import { company, type WorkspacePerson } from '../../../src/workspace/company.ts';
import { installedFromManifest } from '../../../src/workspace/slack/installed-app.ts';
import { createWorkspace, slackApiPath, type Workspace } from '../../../src/workspace/workspace.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { card } from './samples.ts';

const signingSecret = 'signing-secret-of-the-test';
const botToken = 'xoxb-of-the-test';

export const manifestText = readFileSync(resolve(import.meta.dirname, '../../../manifest/slack.yaml'), 'utf8');

/** Not the Slack id, so that a mix-up of the two shows. */
function personIdOf(slackId: string): string {
  return slackId.replace('U0', 'p-').toLowerCase();
}

export function personOf(slackId: string): Person {
  const found = company.find(({ id }) => id === slackId);
  if (!found) throw new Error(`nobody is ${slackId}`);
  const { name, email, title, team, locale, timeZone, country, managerId } = found;
  return {
    id: personIdOf(slackId),
    ...{ name, email, title, team, locale, timeZone, country },
    managerId: managerId && personIdOf(managerId),
    photoUrl: null,
    handles: { slack: slackId },
  };
}

const people = company.map(({ id }) => personOf(id));

export const fakeDirectory: Directory = {
  byId: async (id) => people.find((person) => person.id === id) ?? null,
  byHandle: async (_channel, handle) => people.find((person) => person.handles.slack === handle) ?? null,
  named: async (_channel, who) =>
    people.find((person) => ('handle' in who ? person.handles.slack === who.handle : person.name === who.name)) ?? null,
  byEmail: async (email) => people.find((person) => person.email === email) ?? null,
  identify: async (email) => people.find((person) => person.email === email) ?? null,
  spokeOn: async () => undefined,
  rolesOf: () => [],
  workerTypeOf: () => null,
  managesPeople: () => null,
  contracts: async () => [],
  disagreementsOf: async () => [],
  ownRoles: async () => new Map(),
  holders: async () => [],
};

export interface FakeConversation extends Conversation {
  /** Everything that was asked for, oldest first. */
  acts: { act: Act; speaker: Speaker }[];
  /** What to answer to an act of this name; everything else gets a refusal. */
  answers: Map<string, (act: Act, speaker: Speaker) => Reply | Promise<Reply>>;
  homeCard: CardView;
  /** What stands by now, under the key and for the person's id, as `key for person`. */
  standingCards: Map<string, CardView>;
}

export function fakeConversation(): FakeConversation {
  const fake: FakeConversation = {
    acts: [],
    answers: new Map(),
    homeCard: card([], { kind: 'home', title: 'My tasks' }),
    standingCards: new Map(),
    act: async (act, speaker) => {
      fake.acts.push({ act, speaker });
      const answer = fake.answers.get(act.ref.name);
      const refusal = { tone: 'refused', text: `I do not know how to ${act.ref.name}.`, actions: [] } as const;
      return answer ? answer(act, speaker) : { type: 'notice', notice: refusal };
    },
    home: async ({ person }) => ({ ...fake.homeCard, subtitle: `Home of ${person.name}` }),
    standing: async (key, { person }) => fake.standingCards.get(`${key} for ${person.id}`) ?? null,
    loading: (locale): FormView => ({
      kind: 'loading',
      title: locale === 'fr' ? 'Un instant' : 'One moment',
      submit: null,
      close: 'Close',
      parts: [{ type: 'block', block: { type: 'text', text: 'Loading …' } }],
    }),
  };
  return fake;
}

export const wordsFor = (locale: 'en' | 'fr'): SlackWords => ({
  more: (count) => (locale === 'fr' ? `et ${count} de plus` : `and ${count} more`),
  moment: slackWords(locale).moment,
  labelled: slackWords(locale).labelled,
  done: locale === 'fr' ? 'C’est fait.' : 'Done.',
  open: { text: 'This opens in a window.', button: 'Open' },
  stranger: 'I do not know you.',
  trouble: 'Something went wrong.',
  away: slackWords(locale).away,
});

export interface SlackWorld {
  slack: SlackApp;
  workspace: Workspace;
  conversation: FakeConversation;
  /** Every line of the log, parsed. */
  log: Record<string, unknown>[];
  eventsUrl: string;
  /** Posts a request as Slack would, or not quite. */
  send(request: SignedRequest): Promise<{ status: number; body: string }>;
  /** The next call of this Web API method is done, but its answer never arrives. */
  loseAnswerOf(method: string): void;
  /** The next acknowledgement reaches Slack only after a `views.update` that was sent after it, or never. */
  holdAck(how: 'overtaken' | 'lost'): void;
  /** A Web API call of the app, past our own code. */
  callSlack(method: string, args: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export interface SignedRequest {
  body: string;
  type?: 'json' | 'form';
  secret?: string;
  /** Seconds from now. */
  at?: number;
  headers?: Readonly<Record<string, string>>;
}

export async function slackWorld(
  over: {
    people?: readonly WorkspacePerson[];
    scopesWithout?: string;
    scopesBesides?: readonly string[];
    once?: OnceStore;
    unescaped?: boolean;
    directory?: () => Directory;
    storeAnswers?: () => Promise<boolean>;
  } = {},
): Promise<SlackWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-slack-'));
  const log: Record<string, unknown>[] = [];
  const conversation = fakeConversation();
  const server = express();
  const listening = await listen(server);
  const origin = originOf(listening);
  const installed = installedFromManifest(manifestText);
  const workspace = await createWorkspace({
    dataDir,
    people: over.people ?? company,
    app: {
      ...installed,
      commands: installed.commands.map((one) => ({ ...one, shouldEscape: !over.unescaped && one.shouldEscape })),
      scopes: [...installed.scopes, ...(over.scopesBesides ?? [])].filter((scope) => scope !== over.scopesWithout),
    },
    signingSecret,
    botToken,
    eventsUrl: `${origin}/slack/events`,
    controls: {
      now: () => new Date(),
      moveBy: async () => undefined,
      nextInstant: async () => null,
      jobs: async () => [],
      systems: [],
      offeredSystems: () => [],
      async addSystem() {
        throw new RangeError('nothing is offered');
      },
    },
    pageDir: dataDir,
    log: { info: () => undefined, warn: () => undefined },
  });
  const slack = createSlackApp({
    conversation: () => conversation,
    directory: over.directory ?? (() => fakeDirectory),
    once: over.once ?? createMemoryStore().once,
    storeAnswers: over.storeAnswers ?? (async () => true),
    botToken,
    transport: { type: 'http', signingSecret },
    slackApiUrl: `${origin}${slackApiPath}`,
    words: wordsFor,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    patience: { entry: 150, click: 200, submission: 300, arrival: 1000 },
    pace: { messages: 100, milliseconds: 1000 },
  });
  if (!slack.listener) throw new Error('no listener');
  const { listener } = slack;
  let lost: string | null = null;
  let hold: 'overtaken' | 'lost' | null = null;
  let held: (() => void)[] = [];
  server.use('/slack/events', (request, response) => {
    if (hold !== null) {
      const end = response.end.bind(response);
      const late = hold === 'lost' ? () => request.socket.destroy() : null;
      hold = null;
      const endLater = (...given: Parameters<typeof end>) => {
        if (late) late();
        else held.push(() => end(...given));
        return response;
      };
      Object.assign(response, { end: endLater });
    }
    listener(request, response);
  });
  server.use((request, response, next) => {
    if (request.path.endsWith('/views.update'))
      response.once('finish', () => {
        const waiting = held;
        held = [];
        for (const go of waiting) go();
      });
    next();
  });
  server.use((request, response, next) => {
    if (lost === null || !request.path.endsWith(`/${lost}`)) return next();
    lost = null;
    response.json = () => {
      request.socket.destroy();
      return response;
    };
    next();
  });
  server.use(workspace.router);
  await slack.start();
  const eventsUrl = `${origin}/slack/events`;

  return {
    slack,
    workspace,
    conversation,
    log,
    eventsUrl,
    send: (request) => send(eventsUrl, request),
    loseAnswerOf: (method) => {
      lost = method;
    },
    holdAck: (how) => {
      hold = how;
    },
    callSlack: async (method, args) => {
      const response = await fetch(`${origin}${slackApiPath}${method}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${botToken}` },
        body: new URLSearchParams(args),
      });
      const answer = z.looseObject({ ok: z.boolean() }).parse(await response.json());
      if (!answer.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
    },
    stop: async () => {
      await slack.stop();
      await workspace.stop();
      listening.closeAllConnections();
      await new Promise((done) => listening.close(done));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export function signed({
  body,
  type = 'form',
  secret = signingSecret,
  at = 0,
  headers = {},
}: SignedRequest): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + at);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': type === 'form' ? 'application/x-www-form-urlencoded' : 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
    ...headers,
  };
}

async function send(url: string, request: SignedRequest): Promise<{ status: number; body: string }> {
  const response = await fetch(url, { method: 'POST', body: request.body, headers: signed(request) });
  return { status: response.status, body: await response.text() };
}

function listen(server: express.Express): Promise<Server> {
  return new Promise((done) => {
    const listening = server.listen(0, '127.0.0.1', () => done(listening));
  });
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return `http://127.0.0.1:${address.port}`;
}
