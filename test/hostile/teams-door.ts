import { createServer } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { createTeamsApp, localSecretHeader, messagesPath } from '../../src/channels/teams/teams-app.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import type { Directory } from '../../src/engine/ports/directory.ts';
import { teamsWords } from '../../src/views/teams-words.ts';
import { createMemoryWorld, type MemoryWorld } from '../support/memory/memory-world.ts';
import { close, listen } from './listen.ts';

const secret = 'canary-secret-of-the-teams-door';

/**
 * The production Teams code, through botbuilder, and the real conversation over ports in memory; Teams itself says yes
 * to everything.
 */
export interface TeamsDoor {
  world: MemoryWorld;
  log: Record<string, unknown>[];
  /** Calls of the Bot Framework's connector, as `POST /v3/…`. */
  calls: string[];
  /** Where this Teams answers, for activities. */
  serviceUrl: string;
  /** Posts a body, from whom Relais believes. */
  post(body: string): Promise<number>;
  stop(): Promise<void>;
}

export async function openTeamsDoor(): Promise<TeamsDoor> {
  const world = await createMemoryWorld();
  const log: Record<string, unknown>[] = [];
  const calls: string[] = [];
  const api = createServer((request, response) => {
    request.resume();
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `M${calls.length}` }));
  });
  const apiUrl = await listen(api);
  // People are known there by the ids that they have here.
  const directory: Directory = { ...world.deps.directory, byHandle: (_channel, handle) => directory.byId(handle) };
  const app = createTeamsApp({
    conversation: () => conversation,
    directory: () => directory,
    notes: world.deps.store.notes,
    once: world.deps.store.once,
    storeAnswers: async () => true,
    trust: { type: 'local', secret },
    words: teamsWords,
    log: pino({ level: 'trace' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    pace: { messages: 1000, milliseconds: 1000 },
  });
  const conversation = createConversation({ ...world.deps, directory }, world.engine);
  const front = createServer(express().use(app.router));
  const url = await listen(front);
  return {
    world,
    log,
    calls,
    serviceUrl: `${apiUrl}/`,
    async post(body) {
      const response = await fetch(`${url}${messagesPath}`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', [localSecretHeader]: secret },
        signal: AbortSignal.timeout(20_000),
      });
      await response.text();
      return response.status;
    },
    async stop() {
      await app.stop();
      await Promise.all([front, api].map(close));
    },
  };
}
