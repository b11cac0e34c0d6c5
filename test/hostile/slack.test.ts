import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeAct, encodeCarried } from '../../src/channels/slack/act-ref.ts';
import { actNames } from '../../src/views/act-names.ts';
import { changed, changeOf, oddValue } from './mutations.ts';
import { runs } from './runs.ts';
import { openSlackDoor, type SlackDoor } from './slack-door.ts';

const corpus = z
  .array(z.strictObject({ why: z.string(), type: z.enum(['json', 'form', 'payload']), body: z.string() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'corpus/slack.json'), 'utf8')));

let door: SlackDoor;
let departureId: string;
beforeAll(async () => {
  door = await openSlackDoor();
  departureId = await door.world.plan();
});
afterAll(() => door.stop());
beforeEach(() => {
  door.log.length = 0;
});

const user = { id: 'U-maya', team_id: 'T1' };
const around = { user, team: { id: 'T1' }, trigger_id: 'trigger', api_app_id: 'A1', token: 'old' };

function act(name: string): Record<string, unknown> {
  const ref = { name: 'help', departureId, target: 'handover-1', seen: '1' } as const;
  return { type: 'button', action_id: `relais:${name}:0`, block_id: 'b', value: encodeCarried(ref) };
}

function view(kind: string, name: string): Record<string, unknown> {
  const input = (id: string, type: string) => ({
    type: 'input',
    block_id: `relais:${id}`,
    label: { type: 'plain_text', text: id },
    element: { type, action_id: `field:${id}` },
  });
  const values = {
    'relais:leaver': { 'field:leaver': { type: 'users_select', selected_user: 'U-alex' } },
    'relais:reason': { 'field:reason': { type: 'plain_text_input', value: 'A reason' } },
    'relais:date': { 'field:date': { type: 'datepicker', selected_date: '2026-03-20' } },
    'relais:kind': { 'field:kind': { type: 'static_select', selected_option: { value: 'resignation' } } },
    'relais:who': { 'field:who': { type: 'checkboxes', selected_options: [{ value: 'jonas' }] } },
  };
  return {
    id: 'V1',
    type: 'modal',
    callback_id: `relais:${kind}`,
    private_metadata: JSON.stringify({
      k: kind,
      s: [name, departureId, 'handover-1', '1'],
      c: { leaver: [name, departureId, null, null] },
    }),
    title: { type: 'plain_text', text: kind },
    blocks: [
      input('leaver', 'users_select'),
      input('reason', 'plain_text_input'),
      input('date', 'datepicker'),
      input('kind', 'static_select'),
      input('who', 'checkboxes'),
    ],
    state: { values },
    hash: '1.a',
  };
}

const anyAct = fc.constantFrom(...actNames);
const interaction = fc.oneof(
  anyAct.map((name) => ({
    ...around,
    type: 'block_actions',
    container: { type: 'message' },
    channel: { id: 'D1' },
    actions: [act(name)],
  })),
  anyAct.map((name) => ({
    ...around,
    type: 'block_actions',
    view: view('who', name),
    actions: [{ ...act(name), action_id: 'field:leaver', type: 'users_select' }],
  })),
  anyAct.map((name) => ({ ...around, type: 'view_submission', view: view('who', name) })),
  fc.constant({ ...around, type: 'view_closed', view: view('who', 'start'), is_cleared: false }),
  fc.constant({ ...around, type: 'shortcut', callback_id: 'offboard' }),
  fc.constant({
    ...around,
    type: 'message_action',
    callback_id: 'offboard_from_message',
    message: { user: 'U-alex', ts: '1' },
    channel: { id: 'C1' },
  }),
);
const event = fc.constantFrom(
  {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'E1',
    event: { type: 'app_home_opened', user: 'U-maya', tab: 'home', channel: 'D1' },
  },
  {
    type: 'event_callback',
    team_id: 'T1',
    event_id: 'E2',
    event: { type: 'message', channel_type: 'im', channel: 'D1', user: 'U-maya', text: 'status', ts: '1' },
  },
);
const command = {
  command: '/offboard',
  text: '<@U-alex|alex>',
  user_id: 'U-maya',
  team_id: 'T1',
  channel_id: 'D1',
  trigger_id: 'trigger',
  response_url: 'http://127.0.0.1:1/none',
};

const changes = fc.array(changeOf, { maxLength: 3 });

/** Answered, never with a 500 that has no logged cause, and nothing left behind in what all objects share. */
function judge(status: number): void {
  expect([200, 400, 404, 413, 500]).toContain(status);
  if (status === 500) expect(door.log.filter(({ event: what, err }) => what === 'slack.failed' && err)).not.toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}

describe('what is signed and still hostile', () => {
  it('canary: a plain command is understood, and so is a click', async () => {
    expect(await door.post(new URLSearchParams({ ...command, text: 'help' }).toString(), 'form')).toBe(200);
    await expect.poll(() => door.calls.map(({ method }) => method)).toContain('/api/views.open');
    expect(
      decodeAct('relais:help:0', encodeCarried({ name: 'help', departureId, target: null, seen: null })),
    ).not.toBeNull();
  });

  it.each(corpus)('kept: $why', async ({ type, body }) => {
    judge(
      type === 'payload'
        ? await door.post(new URLSearchParams({ payload: body }).toString(), 'form')
        : await door.post(body, type),
    );
  });

  it.each([
    ['deep', `{"type":"block_actions","actions":${'['.repeat(60_000)}${']'.repeat(60_000)}}`],
    [
      'deep in a view',
      JSON.stringify({ ...around, type: 'view_submission', view: 'HERE' }).replace(
        '"HERE"',
        `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
      ),
    ],
    [
      'long',
      JSON.stringify({
        ...around,
        type: 'block_actions',
        actions: [{ type: 'button', action_id: 'x'.repeat(400_000) }],
      }),
    ],
  ])('nested or stretched: %s', async (_how, body) => {
    judge(await door.post(body, 'json'));
    await door.world.engine.idle();
  });

  it('deep blocks in a modal that must be drawn again end in an answer', async () => {
    const modal = JSON.stringify({ ...around, type: 'view_submission', view: view('who', 'walk.who') });
    const deep = `{"type":"section","deep":${'['.repeat(20_000)}${']'.repeat(20_000)}},`;
    const body = new URLSearchParams({ payload: modal.replace('"blocks":[', `"blocks":[${deep}`) }).toString();
    expect(body).toContain('section');
    judge(await door.post(body, 'form'));
  });

  it('interactions, changed anywhere, are answered', async () => {
    await fc.assert(
      fc.asyncProperty(interaction, changes, async (payload, list) => {
        judge(await door.interact(changed(payload, list)));
      }),
      { numRuns: runs(120) },
    );
  });

  it('events, changed anywhere, are answered', async () => {
    await fc.assert(
      fc.asyncProperty(event, changes, async (payload, list) => {
        judge(await door.post(JSON.stringify(changed(payload, list)) ?? '', 'json'));
      }),
      { numRuns: runs(40) },
    );
  });

  it('commands of any words from anybody are answered', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<@U-alex>',
        '<@'.repeat(20_000),
        '<'.repeat(50_000),
        ' \t'.repeat(50_000),
        '\u0000',
        'status '.repeat(9000),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.constantFrom(...Object.keys(command), '__proto__'),
        oddValue,
        async (text, key, odd) => {
          const body = new URLSearchParams({ ...command, text });
          if (typeof odd === 'string') body.set(key, odd);
          judge(await door.post(body.toString(), 'form'));
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('bodies of any bytes are answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('json' as const, 'form' as const),
        async (text, type) => {
          const status = await door.post(text.replaceAll(/\p{Surrogate}/gu, '?'), type);
          if (status !== 401) judge(status);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('after all of it, the departure is whole and the door still opens', async () => {
    await door.world.engine.idle();
    expect((await door.world.load(departureId)).status).not.toBe('draft');
    expect(await door.post(new URLSearchParams({ ...command, text: 'help' }).toString(), 'form')).toBe(200);
  });
});
