import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import express from 'express';
import {
  blockAction,
  browserApiPath,
  closeModal,
  markHint,
  misbehave,
  misbehaveSlack,
  moveBy,
  optionsQuery,
  sendMessage,
  submitModal,
} from '../../../src/workspace/slack/browser-api.ts';
import { chooseLanguage } from '../../../src/workspace/teams/browser-api.ts';
import { everyInput } from './fixture-blocks.ts';
import type { FixtureWorld } from './fixture-world.ts';
import { teamsFixture } from './teams-fixture.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The JSON API of the workspace over a fixture, and the built page beside it, on a free port of the loopback. */
export async function serveFixture(
  world: FixtureWorld,
  pageFolder: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const app = express();
  const api = express.Router();
  api.use(express.json());
  api.use((request, _response, next) => {
    if (request.method === 'POST') world.received.push({ path: request.path, body: request.body });
    next();
  });
  const ok = { ok: true };
  api.get('/bootstrap', (_q, r) => void r.json(world.bootstrap()));
  api.get('/clock', (_q, r) => void r.json(world.clock()));
  api.get('/jobs', (_q, r) => void r.json(world.jobs()));
  api.get('/systems', (_q, r) => void r.json({ systems: world.systems, offered: [] }));
  api.get('/slack', (_q, r) => void r.json({ misbehaviour: world.slack }));
  api.get('/events', (request, response) => {
    response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
    const listener = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
    world.listeners.add(listener);
    request.on('close', () => world.listeners.delete(listener));
  });
  api.get(
    '/people/:person/conversations',
    (q, r) => void r.json({ conversations: world.conversations(q.params.person) }),
  );
  api.get(
    '/people/:person/conversations/:channel/messages',
    (q, r) => void r.json({ messages: world.messagesIn(q.params.channel) }),
  );
  api.get('/people/:person/home', (_q, r) => void r.json({ view: world.home() }));
  api.get('/people/:person/modals', (q, r) => void r.json({ modals: world.modals.get(q.params.person) ?? [] }));
  api.post('/people/:person/home/open', (_q, r) => void r.json(ok));
  api.post('/people/:person/shortcuts', (q, r) => {
    world.push(q.params.person, { id: 'V0SHORT', title: 'Shortcut', blocks: everyInput().slice(0, 2) });
    r.json(ok);
  });
  api.post('/people/:person/conversations/:channel/read', (q, r) => {
    world.unread.set(q.params.person, 0);
    world.tell({ type: 'conversation', channel: q.params.channel, people: [q.params.person] });
    r.json(ok);
  });
  api.post('/people/:person/messages', (q, r) => {
    const { channel, text, threadTs } = sendMessage.parse(q.body);
    if (text.startsWith('/offboard')) {
      world.push(q.params.person, { id: 'V0FORM', title: 'Start a departure', blocks: everyInput() });
    } else {
      const who = world.people().find(({ id }) => id === q.params.person);
      world.post({
        channel,
        text,
        ts: `${1774256300 + world.messages.length}.000100`,
        threadTs: threadTs ?? null,
        author: { kind: 'person', id: q.params.person, name: who?.name ?? '', avatarUrl: '' },
      });
    }
    r.json(ok);
  });
  api.post('/people/:person/actions', (q, r) => {
    const action = blockAction.parse(q.body);
    if (action.actionId === 'card.confirm') world.confirmCard();
    if (action.actionId === 'card.remind') {
      r.json({ ok: false, problem: 'operation_timeout', message: 'Relais took too long.' });
      return;
    }
    r.json(ok);
  });
  api.post('/people/:person/options', (q, r) => {
    const { query } = optionsQuery.parse(q.body);
    const all = ['Handover dossier', 'Hardware list'].filter((label) =>
      label.toLowerCase().includes(query.toLowerCase()),
    );
    r.json({ groups: [{ label: '', options: all.map((label) => ({ label, value: label })) }], problem: null });
  });
  api.post('/people/:person/modals/:view/submit', (q, r) => {
    const { values } = submitModal.parse(q.body);
    if (values['notes']?.['notes.in'] === 'bad') {
      r.json({ ok: false, problem: 'errors', message: '', errors: { notes: 'Relais wants other words here.' } });
      return;
    }
    if (q.params.view === 'V0FORM') {
      world.push(q.params.person, {
        id: 'V0NEXT',
        title: 'The plan',
        submit: 'Start',
        close: null,
        blocks: everyInput().slice(0, 1),
      });
      r.json({ ok: true, outcome: 'pushed' });
      return;
    }
    world.modals.set(q.params.person, []);
    r.json({ ok: true, outcome: 'cleared' });
  });
  api.post('/people/:person/modals/:view/close', (q, r) => {
    const { all } = closeModal.parse(q.body);
    const stack = world.modals.get(q.params.person) ?? [];
    world.modals.set(q.params.person, all ? [] : stack.slice(0, -1));
    r.json(ok);
  });
  api.post('/people/:person/ephemerals/:ts/dismiss', (q, r) => {
    const at = world.messages.findIndex((message) => message.ephemeral && message.ts === q.params.ts);
    if (at >= 0) world.messages.splice(at, 1);
    world.tell({ type: 'conversation', channel: 'D0MAYA', people: [q.params.person] });
    r.json(ok);
  });
  api.post('/clock/move-by', (q, r) => {
    world.now = new Date(world.now.getTime() + moveBy.parse(q.body).milliseconds);
    r.json(world.clock());
  });
  api.post('/clock/move-to-next', (_q, r) => {
    world.now = new Date('2026-03-24T08:00:00Z');
    r.json(world.clock());
  });
  api.post('/teams/people/:person/language', (q, r) => {
    chooseLanguage.parse(q.body);
    r.json({ ok: true });
  });
  api.post('/systems/:system/misbehave', (q, r) => {
    const system = world.systems.find(({ id }) => id === q.params.system);
    if (system) system.misbehaviour = misbehave.parse(q.body).how;
    r.json(system);
  });
  api.post('/systems/:system/reset', (q, r) => void r.json(world.systems.find(({ id }) => id === q.params.system)));
  api.post('/slack', (q, r) => {
    world.slack = misbehaveSlack.parse(q.body).how;
    r.json({ misbehaviour: world.slack });
  });
  api.post('/hints', (q, r) => {
    world.doneHints.add(markHint.parse(q.body).id);
    r.json(world.hints());
  });
  api.use('/teams', teamsFixture(world));
  app.use(browserApiPath, api);
  app.get(/.*/, async (request, response) => {
    const path = request.path === '/' ? '/index.html' : request.path;
    response.set('content-type', types[extname(path)] ?? 'application/octet-stream');
    response.send(await readFile(join(pageFolder, path)));
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
