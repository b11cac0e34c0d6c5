import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import * as api from '../../../src/workspace/slack/browser-api.ts';
import type { Misbehaviour, SandboxSystem } from '../../../src/workspace/systems/system.ts';
import { type Running, run } from './tiny-app.ts';

function directory(): SandboxSystem & { cut(): void } {
  let how: Misbehaviour = 'none';
  let live = true;
  const listeners = new Set<() => void>();
  const told = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    id: 'directory',
    label: 'A directory',
    router: Router(),
    accounts: () => [
      {
        id: '1',
        email: 'alex.moreau@example.com',
        name: 'Alex Moreau',
        live,
        status: live ? 'ACTIVE' : 'SUSPENDED',
        sessions: live ? 2 : 0,
        tokens: 0,
        groups: ['everyone'],
      },
    ],
    calls: () => [{ at: '2026-03-02T09:00:00.000Z', method: 'GET', path: '/users', status: 200 }],
    misbehaviour: () => how,
    misbehave: (next) => {
      how = next;
      told();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reset: () => {
      how = 'none';
      live = true;
      told();
    },
    cut: () => {
      live = false;
      told();
    },
  };
}

describe('the API of the page', () => {
  let running: Running;
  afterEach(() => running.stop());

  async function call<T extends z.ZodType>(answer: T, path: string, body?: unknown): Promise<z.infer<T>> {
    const response = await fetch(`${running.origin}${api.browserApiPath}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const json = await response.json();
    expect({ path, status: response.status, json }).toMatchObject({ status: 200 });
    return answer.parse(json);
  }

  it('answers a command that is mistyped in words, once', async () => {
    running = await run();
    const maya = '/people/U0MAYA';
    const typed = { channel: 'D0MAYA', text: '/offbord <@U0ALEX>' };
    expect(await call(api.actResult, `${maya}/messages`, typed)).toMatchObject({
      ok: false,
      problem: 'unknown_command',
    });
    const { messages } = await call(api.messageList, `${maya}/conversations/D0MAYA/messages`);
    expect(messages.filter(({ text }) => text.includes('/offbord'))).toHaveLength(1);
  });

  it('tells the page who and what there is', async () => {
    running = await run();
    const start = await call(api.bootstrap, '/bootstrap');
    expect(start.people).toHaveLength(11);
    expect(start.people[1]).toMatchObject({ id: 'U0MAYA', handle: 'maya.chen', unread: 0, deactivated: false });
    expect(start.commands.map(({ command }) => command)).toEqual(['/offboard', '/plain']);
    expect(start.shortcuts).toHaveLength(2);
    expect(start.clock).toEqual({
      now: '2026-03-02T09:00:00.000Z',
      next: { at: '2026-03-03T09:00:00.000Z', why: 'reminder' },
    });
    expect(start.controls).toEqual({ clock: true, systems: false });
    expect(start.hints).toHaveLength(5);
    await call(api.hintList, '/hints', { id: 'type-offboard', done: true });
    const { hints } = await call(api.bootstrap, '/bootstrap');
    expect(hints.filter(({ done }) => done).map(({ id }) => id)).toEqual(['type-offboard']);
  });

  it('carries a whole walk: command, modal, external options, action, submission, reading and dismissing', async () => {
    running = await run();
    const { app } = running;
    app.command('/offboard', async ({ ack, command, client, respond }) => {
      await ack();
      await respond('Only for you.');
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'walk',
          title: { type: 'plain_text', text: 'A departure' },
          submit: { type: 'plain_text', text: 'Plan' },
          blocks: [
            {
              type: 'input',
              block_id: 'kind',
              label: { type: 'plain_text', text: 'Kind' },
              element: { type: 'external_select', action_id: 'kind', min_query_length: 0 },
            },
            {
              type: 'actions',
              block_id: 'more',
              elements: [{ type: 'button', action_id: 'explain', text: { type: 'plain_text', text: 'Explain' } }],
            },
          ],
        },
      });
    });
    app.options('kind', async ({ ack }) =>
      ack({
        option_groups: [
          {
            label: { type: 'plain_text', text: 'Voluntary' },
            options: [{ text: { type: 'plain_text', text: 'Resignation' }, value: 'resignation' }],
          },
        ],
      }),
    );
    const seen: unknown[] = [];
    app.action('explain', async ({ ack, body }) => {
      await ack();
      seen.push('view' in body ? body.view?.state.values : null);
    });
    app.shortcut('start-departure', async ({ ack }) => {
      seen.push('shortcut');
      await ack();
    });
    app.view('walk', async ({ ack, view, client, body }) => {
      await ack();
      seen.push(view.state.values);
      await client.chat.postMessage({ channel: body.user.id, text: 'The plan is made.' });
    });

    const maya = '/people/U0MAYA';
    expect(await call(api.actResult, `${maya}/messages`, { channel: 'D0MAYA', text: '/offboard' })).toEqual({
      ok: true,
    });
    const modals = await expect
      .poll(async () => (await call(api.modalStack, `${maya}/modals`)).modals)
      .toHaveLength(1)
      .then(async () => (await call(api.modalStack, `${maya}/modals`)).modals);
    const viewId = modals[0]?.id ?? '';
    expect(modals[0]).toMatchObject({ title: 'A departure', submit: 'Plan', close: null, kind: 'modal' });
    const container = { kind: 'modal', viewId };
    const asked = { container, blockId: 'kind', actionId: 'kind', query: '' };
    expect(await call(api.optionsAnswer, `${maya}/options`, asked)).toEqual({
      groups: [{ label: 'Voluntary', options: [{ label: 'Resignation', value: 'resignation' }] }],
      problem: null,
    });
    const values = { kind: { kind: 'resignation' } };
    const click = { container, blockId: 'more', actionId: 'explain', value: null, values };
    expect(await call(api.actResult, `${maya}/actions`, click)).toEqual({ ok: true });
    const submit = `${maya}/modals/${viewId}/submit`;
    expect(await call(api.submitResult, submit, { values: {} })).toMatchObject({ ok: false, problem: 'invalid_input' });
    expect(await call(api.submitResult, submit, { values })).toEqual({ ok: true, outcome: 'closed' });
    const state = { kind: { kind: { type: 'external_select', selected_option: { value: 'resignation' } } } };
    expect(seen).toMatchObject([state, state]);

    const conversations = async () => (await call(api.conversationList, `${maya}/conversations`)).conversations;
    await expect.poll(async () => (await conversations())[0]?.unread).toBe(2);
    expect((await call(api.bootstrap, '/bootstrap')).people[1]?.unread).toBe(2);
    await call(api.actResult, `${maya}/conversations/D0MAYA/read`, {});
    expect((await conversations())[0]?.unread).toBe(0);
    const messages = async () => (await call(api.messageList, `${maya}/conversations/D0MAYA/messages`)).messages;
    expect((await messages()).map(({ text, ephemeral }) => [text, ephemeral])).toEqual([
      ['Only for you.', true],
      ['The plan is made.', false],
    ]);
    await call(api.actResult, `${maya}/ephemerals/${(await messages())[0]?.ts}/dismiss`, {});
    expect(await messages()).toHaveLength(1);
    const shortcut = { callbackId: 'start-departure' };
    expect(await call(api.actResult, `${maya}/shortcuts`, shortcut)).toEqual({ ok: true });
    expect(seen.at(-1)).toBe('shortcut');
    expect(await call(api.homeTab, `${maya}/home`)).toEqual({ view: null });
    expect(await call(api.actResult, `${maya}/home/open`, {})).toEqual({ ok: true });
  });

  it('says live what to read again', async () => {
    const system = directory();
    running = await run({ controls: { systems: [system] } });
    const stream = new AbortController();
    const response = await fetch(`${running.origin}${api.browserApiPath}/events`, { signal: stream.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events: api.ChangeEvent[] = [];
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? [])
        for (const [, data = ''] of decoder.decode(chunk).matchAll(/^data: (.*)$/gm))
          events.push(api.changeEvent.parse(JSON.parse(data)));
    })().catch(() => undefined);
    await running.app.client.chat.postMessage({ channel: 'U0LEO', text: 'hello' });
    await running.app.client.views.publish({ user_id: 'U0LEO', view: { type: 'home', blocks: [] } });
    system.cut();
    await call(api.clock, '/clock/move-by', { milliseconds: 3_600_000 });
    await expect.poll(() => events.length).toBe(4);
    expect(events).toEqual([
      { type: 'conversation', channel: 'D0LEO', people: ['U0LEO'] },
      { type: 'home', people: ['U0LEO'] },
      { type: 'system', system: 'directory' },
      { type: 'clock' },
    ]);
    stream.abort();
    await reading;
  });

  it('moves the clock, lists what waits, and makes systems misbehave', async () => {
    running = await run({ controls: { systems: [directory()] } });
    expect(await call(api.clock, '/clock/move-by', { milliseconds: 60_000 })).toMatchObject({
      now: '2026-03-02T09:01:00.000Z',
    });
    expect(await call(api.clock, '/clock/move-to-next', {})).toMatchObject({ now: '2026-03-03T09:00:00.000Z' });
    expect(await call(api.jobList, '/jobs')).toEqual({
      jobs: [{ name: 'reminder', at: '2026-03-03T09:00:00.000Z', departureId: 'dep-1' }],
    });
    expect(await call(api.systemSnapshot, '/systems/directory/misbehave', { how: 'lies' })).toMatchObject({
      misbehaviour: 'lies',
    });
    expect((await call(api.systemList, '/systems')).systems[0]?.accounts[0]).toMatchObject({ live: true, sessions: 2 });
    expect(await call(api.systemSnapshot, '/systems/directory/reset', {})).toMatchObject({ misbehaviour: 'none' });
    await call(api.slackState, '/slack', { how: 'down' });
    await expect(running.app.client.chat.postMessage({ channel: 'U0LEO', text: 'hello' })).rejects.toMatchObject({
      statusCode: 503,
    });
    await call(api.slackState, '/slack', { how: 'none' });
  });

  it('offers systems, and adds one that is offered only', async () => {
    const systems = [directory()];
    running = await run({
      controls: {
        systems,
        offeredSystems: () => (systems.length === 1 ? [{ id: 'files', label: 'Files' }] : []),
        async addSystem(id) {
          const added = { ...directory(), id, label: 'Files' };
          systems.push(added);
          return added;
        },
      },
    });
    expect((await call(api.systemList, '/systems')).offered).toEqual([{ id: 'files', label: 'Files' }]);
    expect(await call(api.systemSnapshot, '/systems/files/add', {})).toMatchObject({ id: 'files' });
    const now = await call(api.systemList, '/systems');
    expect([now.systems.map(({ id }) => id), now.offered]).toEqual([['directory', 'files'], []]);
    const again = await fetch(`${running.origin}${api.browserApiPath}/systems/files/add`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(again.status).toBe(404);
  });

  it('refuses what it does not know, what makes no sense, and other sites', async () => {
    running = await run();
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${running.origin}${api.browserApiPath}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      });
      return [response.status, api.refusal.parse(await response.json()).error];
    };
    expect(await post('/people/U0NOBODY/home/open', {})).toEqual([404, 'not_there']);
    expect(await post('/people/U0LEO/messages', { channel: 'D0MAYA', text: 'psst' })).toEqual([404, 'not_there']);
    expect(await post('/people/U0LEO/messages', { channel: 'D0LEO', text: '' })).toEqual([400, 'invalid_request']);
    expect(await post('/people/U0LEO/modals/V1/submit', { values: {} })).toEqual([404, 'not_there']);
    const click = { container: { kind: 'home' }, blockId: 'b', actionId: 'a', value: null };
    expect(await post('/people/U0LEO/actions', click)).toEqual([404, 'not_there']);
    expect(await post('/clock/move-by', { milliseconds: -1 })).toEqual([400, 'invalid_request']);
    expect(await post('/systems/nothing/reset', {})).toEqual([404, 'not_there']);
    expect(await post('/nowhere', {})).toEqual([404, 'unknown_route']);
    expect(await post('/hints', { id: 'type-offboard', done: true }, { 'sec-fetch-site': 'cross-site' })).toEqual([
      403,
      'foreign_origin',
    ]);
    const { port } = new URL(running.origin);
    const rebound = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port, path: `${api.browserApiPath}/bootstrap`, headers: { host: 'evil.example.com' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      asked.on('error', reject).end();
    });
    expect(rebound).toBe(403);
  });

  it('serves the page, or says how to build it', async () => {
    const pageDir = mkdtempSync(join(tmpdir(), 'relais-page-'));
    try {
      running = await run({ pageDir: join(pageDir, '.built') });
      const missing = await fetch(running.origin);
      expect([missing.status, await missing.text()]).toEqual([503, expect.stringContaining('npm run build:page')]);
      mkdirSync(join(pageDir, '.built', 'assets'), { recursive: true });
      writeFileSync(join(pageDir, '.built', 'index.html'), '<!doctype html><title>Relais</title>');
      writeFileSync(join(pageDir, '.built', 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
      writeFileSync(
        join(pageDir, '.built', 'assets', 'page.js'),
        'export const words = "much the same";\n'.repeat(200),
      );
      for (const path of ['/', '/workspace']) {
        const page = await fetch(`${running.origin}${path}`);
        expect([path, page.status, page.headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      }
      const permalink = await fetch(`${running.origin}/workspace/archives/D0LEO/p1`, { redirect: 'manual' });
      expect(permalink.headers.get('location')).toBe('/#/archives/D0LEO/p1');
      for (const path of ['/assets/page.js', '/workspace/assets/page.js', '/icon.svg', '/workspace/icon.svg']) {
        const { status, headers } = await fetch(`${running.origin}${path}`, { headers: { 'accept-encoding': 'gzip' } });
        const encoding = path.endsWith('.js') ? 'gzip' : null;
        expect([path, status, headers.get('content-encoding')]).toEqual([path, 200, encoding]);
      }
    } finally {
      rmSync(pageDir, { recursive: true, force: true });
    }
  });
});
