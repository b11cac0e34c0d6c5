import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { send } from '../../../src/workspace/systems/answer.ts';
import { createCore } from '../../../src/workspace/systems/sandbox-core.ts';

/** A system that keeps a list of words, and the switches that every sandbox system has. */
async function openWords() {
  const folder = mkdtempSync(join(tmpdir(), 'relais-words-'));
  let now = Date.parse('2026-03-02T09:00:00.000Z');
  const { core, system } = createCore<string[]>({
    id: 'words',
    label: 'Words',
    dataDir: folder,
    now: () => new Date(now),
    stateSchema: z.array(z.string()),
    seed: () => ['one', 'two'],
    stranger: () => ['three'],
    accounts: () => [],
    refusals: {
      unavailable: () => ({ status: 503 }),
      throttled: () => ({ status: 429 }),
      broken: () => ({ status: 500 }),
      unauthorised: () => ({ status: 401 }),
    },
    everyAnswer: () => ({}),
    routes: (words) => {
      const router = express.Router();
      router.get('/words', (_request, response) => send(response, { status: 200, body: words.state() }));
      router.get('/page', (_request, response) =>
        send(response, { status: 200, body: { value: words.state(), totalResults: 2, id: 'p' } }),
      );
      const groups = [{ id: 'g-1', display: 'Sales' }];
      const person = { id: 'u-1', userId: 7, name: { given: 'Alex' }, active: true, groups };
      router.get('/people', (_request, response) => void response.send({ Resources: [person], totalResults: 1 }));
      // As scimmy's routes answer: with an object.
      router.get('/sent', (_request, response) => void response.send({ Resources: words.state(), totalResults: 2 }));
      router.delete('/words/:word', (request, response) => {
        words.write('remove', (draft) => {
          const at = draft.indexOf(request.params.word);
          if (at !== -1) draft.splice(at, 1);
        });
        send(response, { status: 204 });
      });
      return router;
    },
  });
  const app = express();
  app.use(system.router);
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    core,
    system,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    async call(method: string, path: string) {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      const text = await reply.text();
      return { status: reply.status, body: text === '' ? null : JSON.parse(text) };
    },
    close() {
      server.close();
      server.closeAllConnections();
      system.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe('a sandbox system that lies like a vendor', () => {
  let words: Awaited<ReturnType<typeof openWords>>;
  beforeEach(async () => {
    words = await openWords();
  });
  afterEach(() => words.close());

  it('refuses each call once with 401, and does nothing for it', async () => {
    words.system.misbehave('refuses-once');
    expect((await words.call('DELETE', '/words/one')).status).toBe(401);
    expect(words.core.state()).toEqual(['one', 'two']);
    expect((await words.call('DELETE', '/words/one')).status).toBe(204);
    expect((await words.call('GET', '/words')).status).toBe(401);
    expect((await words.call('GET', '/words')).body).toEqual(['two']);
  });

  it('answers 200 with every list empty', async () => {
    words.system.misbehave('hides-lists');
    expect(await words.call('GET', '/words')).toEqual({ status: 200, body: [] });
    expect(await words.call('GET', '/page')).toEqual({
      status: 200,
      body: { value: [], totalResults: 0, id: 'p' },
    });
    expect(await words.call('GET', '/sent')).toEqual({ status: 200, body: { Resources: [], totalResults: 0 } });
    expect(words.core.state()).toEqual(['one', 'two']);
  });

  it('answers 200 with every field but ids null', async () => {
    words.system.misbehave('hides-fields');
    expect((await words.call('GET', '/people')).body).toEqual({
      Resources: [
        { id: 'u-1', userId: 7, name: { given: null }, active: null, groups: [{ id: 'g-1', display: null }] },
      ],
      totalResults: 1,
    });
    expect(words.core.state()).toEqual(['one', 'two']);
  });

  it('answers as another organisation, which may be changed, while ours stays as it is', async () => {
    words.system.misbehave('other-organisation');
    expect((await words.call('GET', '/words')).body).toEqual(['three']);
    expect((await words.call('DELETE', '/words/three')).status).toBe(204);
    expect((await words.call('GET', '/words')).body).toEqual([]);
    expect(words.core.state()).toEqual(['one', 'two']);
    words.core.happen((draft) => draft.push('four'));
    words.system.misbehave('none');
    expect((await words.call('GET', '/words')).body).toEqual(['one', 'two', 'four']);
    // A switch that is set anew begins with a stranger as they are at first.
    words.system.misbehave('other-organisation');
    expect((await words.call('GET', '/words')).body).toEqual(['three']);
  });

  it('shows what was changed two minutes later', async () => {
    words.system.misbehave('lags');
    expect((await words.call('DELETE', '/words/one')).status).toBe(204);
    words.pass(60_000);
    expect((await words.call('DELETE', '/words/two')).status).toBe(204);
    expect((await words.call('GET', '/words')).body).toEqual(['one', 'two']);
    words.pass(61_000);
    expect((await words.call('GET', '/words')).body).toEqual(['two']);
    words.pass(60_000);
    expect((await words.call('GET', '/words')).body).toEqual([]);
  });
});
