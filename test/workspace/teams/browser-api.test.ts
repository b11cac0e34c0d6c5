import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { company } from '../../../src/workspace/company.ts';
import { actResult } from '../../../src/workspace/slack/browser-api.ts';
import * as api from '../../../src/workspace/teams/browser-api.ts';
import type { ChatsChange } from '../../../src/workspace/teams/chats.ts';
import { objectIdOf } from '../../../src/workspace/teams/identity.ts';
import { createLocalTeams, type LocalTeams } from '../../../src/workspace/teams/local-teams.ts';
import { listen, originOf } from '../../channels/teams/teams-world.ts';

interface Heard {
  type: string;
  name?: string;
  text?: string;
  serviceUrl: string;
  conversation: { id: string };
  entities: { type: string; text?: string }[];
  value?: { action: { verb: string; data: unknown }; trigger: string };
}

const offered = { title: { en: 'Offboard…', fr: 'Départ…' }, description: { en: 'Start', fr: 'Lancer' } };
const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Hello' }] };

describe('the Teams side of the page', () => {
  let folder: string;
  let teams: LocalTeams;
  let origin: string;
  let stop: () => Promise<void>;
  let heard: Heard[];
  let changes: ChatsChange[];
  let moves: string[];
  let answer: (activity: Heard) => { status?: number; body?: unknown };

  const open = async (): Promise<void> => {
    const server = express();
    const listening = await listen(server);
    origin = originOf(listening);
    teams = createLocalTeams({
      people: company,
      path: join(folder, 'teams.db'),
      app: { commands: [offered], actions: [{ id: 'offboard', ...offered }] },
      messagesUrl: () => `${origin}/api/messages`,
      headers: {},
      now: () => new Date('2026-03-02T09:00:00Z'),
      tell: (change) => void changes.push(change),
      onMove: async ({ id }, platform) => void moves.push(`${id} ${platform}`),
      onLanguage: async ({ id }, language) => void moves.push(`${id} ${language}`),
    });
    server.post('/api/messages', express.json(), (asked, response) => {
      heard.push(asked.body);
      const { status = 200, body } = answer(asked.body);
      response.status(status).json(body ?? {});
    });
    server.use(teams.router);
    stop = async () => {
      teams.stop();
      listening.closeAllConnections();
      await new Promise((done) => listening.close(done));
    };
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relais-local-teams-'));
    [heard, changes, moves] = [[], [], []];
    answer = () => ({});
    await open();
  });
  afterEach(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await (await fetch(`${origin}${api.teamsApiPath}${path}`)).json());
  const send = (path: string, body: unknown): Promise<Response> =>
    fetch(`${origin}${api.teamsApiPath}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const act = async <T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await (await send(path, body)).json());
  const chatPath = (chat: string) => `/people/U0MAYA/chats/${encodeURIComponent(chat)}`;
  const own = chatPath('a:U0MAYA');
  /** As the bot does it: through the connector. */
  const post = async (activity: object): Promise<string> => {
    const url = `${origin}/workspace/teams/v3/conversations/${encodeURIComponent('a:U0MAYA')}/activities`;
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity) };
    return String(((await (await fetch(url, init)).json()) as { id: string }).id);
  };
  const attached = {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };

  it('puts somebody on Teams: Relais is in the company’s team, theirs once, and hears where they are', async () => {
    const on = await act('/people/U0MAYA/platform', { platform: 'teams' }, actResult);
    expect(on).toEqual({ ok: true });
    await act('/people/U0MAYA/platform', { platform: 'slack' }, actResult);
    await act('/people/U0MAYA/platform', { platform: 'teams' }, actResult);
    await act('/people/U0MAYA/language', { language: 'fr' }, actResult);
    // A message that Relais has deleted meanwhile is no error of the page's.
    const gone = await act('/people/U0MAYA/chats/a:U0MAYA/messages/1/look', {}, api.pressResult);
    expect(gone).toEqual({ ok: true, says: null, card: null });
    expect(moves).toEqual(['U0MAYA teams', 'U0MAYA slack', 'U0MAYA teams', 'U0MAYA fr']);
    expect(heard.filter(({ type }) => type === 'installationUpdate')).toHaveLength(1);
    const { people, commands } = await read('/', api.teamsState);
    expect(people.find(({ id }) => id === 'U0MAYA')).toEqual({
      ...{ id: 'U0MAYA', objectId: objectIdOf('U0MAYA'), platform: 'teams', installed: true, unread: 0 },
    });
    expect(people.find(({ id }) => id === 'U0TOM')).toMatchObject({ platform: 'slack', installed: false });
    expect(commands).toEqual([offered]);
    expect((await read('/people/U0MAYA/chats', api.chatList)).chats.map(({ name }) => name)).toEqual([
      'Relais',
      'General',
    ]);
  });

  it('sends what is written with its mentions, and shows it; a tag typed by hand mentions nobody', async () => {
    await teams.moveTo('U0MAYA', 'teams');
    heard = [];
    const text = 'offboard <@U0ALEX> and @Léo Dubois <at>Tom Okafor</at>';
    expect(await act(`${own}/messages`, { text }, actResult)).toEqual({ ok: true });
    const [message] = heard;
    expect(message?.text).toBe('offboard <at>Alex Moreau</at> and <at>Léo Dubois</at> Tom Okafor');
    expect(message?.entities.filter(({ type }) => type === 'mention').map((one) => one.text)).toEqual([
      '<at>Alex Moreau</at>',
      '<at>Léo Dubois</at>',
    ]);
    const { messages } = await read(`${own}/messages`, api.teamsMessageList);
    expect(messages).toMatchObject([
      { author: { kind: 'person', name: 'Maya Chen' }, text: message?.text, card: null },
    ]);
  });

  it('shows what the bot wrote as unread until it is seen, and all of it after a restart', async () => {
    await teams.moveTo('U0MAYA', 'teams');
    const id = await post(attached);
    const unread = async () => (await read('/people/U0MAYA/chats', api.chatList)).chats[0]?.unread;
    expect(await unread()).toBe(1);
    await act(`${own}/read`, {}, actResult);
    expect(await unread()).toBe(0);
    expect(changes).toContainEqual({ type: 'chat', chat: 'a:U0MAYA', people: ['U0MAYA'] });
    await stop();
    await open();
    const { messages } = await read(`${own}/messages`, api.teamsMessageList);
    expect(messages).toMatchObject([{ id, author: { kind: 'app' }, card }]);
    expect(await unread()).toBe(0);
    expect((await read('/', api.teamsState)).people.find((one) => one.id === 'U0MAYA')?.platform).toBe('teams');
    expect(Number(await post(attached))).toBeGreaterThan(Number(id));
  });

  it('presses a button as a client does, and shows what came of it', async () => {
    await teams.moveTo('U0MAYA', 'teams');
    const id = await post(attached);
    const press = (kind: 'execute' | 'submit') =>
      act(`${own}/messages/${id}/actions`, { kind, verb: 'task.accept', data: { a: 1 } }, api.pressResult);
    const next = { ...card, body: [] };
    answer = () => ({
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: next },
    });
    // In one's own chat the card has changed for good.
    expect(await press('execute')).toEqual({ ok: true, says: null, card: null });
    expect((await read(`${own}/messages`, api.teamsMessageList)).messages[0]?.card).toEqual(next);
    expect(heard.at(-1)).toMatchObject({
      name: 'adaptiveCard/action',
      value: { action: { verb: 'task.accept', data: { a: 1 } }, trigger: 'manual' },
    });
    answer = () => ({ body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done.' } });
    expect(await press('execute')).toEqual({ ok: true, says: 'Done.', card: null });
    answer = () => ({ body: { statusCode: 403, type: 'application/vnd.microsoft.error', value: { message: 'No.' } } });
    expect(await press('execute')).toEqual({ ok: false, problem: '403', message: 'No.' });
    answer = () => ({});
    expect(await press('submit')).toEqual({ ok: true, says: null, card: null });
    expect(heard.at(-1)).toMatchObject({ type: 'message', value: { a: 1 } });
    // An app that is down is shown, never an empty screen.
    answer = () => ({ status: 500 });
    expect(await press('execute')).toMatchObject({ ok: false, problem: 'app_failed' });
  });

  it('opens the dialog of an action, and goes on in it until the last word', async () => {
    answer = ({ name }) => ({
      body:
        name === 'composeExtension/fetchTask'
          ? { task: { type: 'continue', value: { title: 'Relais', card: { content: card } } } }
          : { task: { type: 'message', value: 'It has started.' } },
    });
    const opened = await act('/people/U0MAYA/actions/offboard', {}, api.dialogResult);
    expect(opened).toEqual({ ok: true, title: 'Relais', card, says: null });
    const sent = await act('/people/U0MAYA/actions/offboard/submit', { data: { a: 1 } }, api.dialogResult);
    expect(sent).toEqual({ ok: true, title: 'Relais', card: null, says: 'It has started.' });
    expect(heard.at(-1)).toMatchObject({ name: 'composeExtension/submitAction', value: { data: { a: 1 } } });
  });

  it('refuses strangers, other people’s chats, nonsense, and other sites', async () => {
    const refused = async (path: string, body: unknown) => (await send(path, body)).status;
    expect(await refused('/people/U0NOBODY/platform', { platform: 'teams' })).toBe(404);
    expect(await refused('/people/U0LEO/chats/a%3AU0MAYA/messages', { text: 'hello' })).toBe(404);
    expect(await refused('/people/U0MAYA/platform', { platform: 'pigeon' })).toBe(400);
    expect(await refused(`${own}/messages`, { text: '' })).toBe(400);
    expect(heard).toEqual([]);
    const foreign = await new Promise<number | undefined>((done, failed) => {
      const asked = request(`${origin}${api.teamsApiPath}/`, { headers: { host: 'evil.example.com' } }, (got) => {
        got.resume();
        done(got.statusCode);
      });
      asked.on('error', failed).end();
    });
    expect(foreign).toBe(403);
  });
});
