/**
 * The production Teams code on a real Express server, the local connector as Teams, and a conversation that says what a
 * test tells it.
 */
import type { Server } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import {
  createTeamsApp,
  localSecretHeader,
  messagesPath,
  type TeamsApp,
  type TeamsAppOptions,
} from '../../../src/channels/teams/teams-app.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import type { Directory } from '../../../src/engine/ports/directory.ts';
import type { NotesStore, OnceStore } from '../../../src/engine/ports/store.ts';
import { teamsWords } from '../../../src/views/teams-words.ts';
import { company } from '../../../src/workspace/company.ts';
import { objectIdOf } from '../../../src/workspace/teams/identity.ts';
import { createLocalTeams, type LocalTeams } from '../../../src/workspace/teams/local-teams.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { type FakeConversation, fakeConversation, personOf as slackPersonOf } from '../slack/slack-world.ts';

const secret = 'local-secret-of-the-test';

export function personOf(id: string): Person {
  return { ...slackPersonOf(id), handles: { teams: objectIdOf(id) } };
}

const people = company.map(({ id }) => personOf(id));

export const fakeDirectory: Directory = {
  byId: async (id) => people.find((person) => person.id === id) ?? null,
  byHandle: async (_channel, handle) => people.find((person) => person.handles.teams === handle) ?? null,
  named: async (_channel, who) =>
    people.find((person) => ('handle' in who ? person.handles.teams === who.handle : person.name === who.name)) ?? null,
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

export interface TeamsWorld {
  app: TeamsApp;
  teams: LocalTeams;
  conversation: FakeConversation;
  notes: NotesStore;
  /** Every line of the log, parsed. */
  log: Record<string, unknown>[];
  messagesUrl: string;
  stop(): Promise<void>;
}

export async function teamsWorld(
  over: {
    patience?: number;
    once?: OnceStore;
    installFor?: TeamsAppOptions['installFor'];
    directory?: () => Directory;
    storeAnswers?: () => Promise<boolean>;
  } = {},
): Promise<TeamsWorld> {
  const log: Record<string, unknown>[] = [];
  const conversation = fakeConversation();
  const { notes, once } = createMemoryStore();
  const server = express();
  const listening = await listen(server);
  const messagesUrl = `${originOf(listening)}${messagesPath}`;
  const teams = createLocalTeams({
    people: company,
    path: ':memory:',
    app: { commands: [], actions: [] },
    tell: () => undefined,
    messagesUrl: () => messagesUrl,
    headers: { [localSecretHeader]: secret },
    now: () => new Date(),
  });
  const app = createTeamsApp({
    conversation: () => conversation,
    directory: over.directory ?? (() => fakeDirectory),
    notes,
    once: over.once ?? once,
    storeAnswers: over.storeAnswers ?? (async () => true),
    trust: { type: 'local', secret },
    words: teamsWords,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    patience: over.patience ?? 2000,
    pace: { messages: 100, milliseconds: 1000 },
    ...(over.installFor && { installFor: over.installFor }),
  });
  server.use(app.router);
  server.use(teams.router);
  return {
    ...{ app, teams, conversation, notes, log, messagesUrl },
    stop: async () => {
      await app.stop();
      teams.stop();
      listening.closeAllConnections();
      await new Promise((done) => listening.close(done));
    },
  };
}

export function listen(server: express.Express): Promise<Server> {
  return new Promise((done) => {
    const listening = server.listen(0, '127.0.0.1', () => done(listening));
  });
}

export function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return `http://127.0.0.1:${address.port}`;
}
