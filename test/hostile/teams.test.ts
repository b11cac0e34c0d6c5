import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refreshVerb } from '../../src/channels/teams/draw-card.ts';
import { actNames } from '../../src/views/act-names.ts';
import { changed, changeOf } from './mutations.ts';
import { runs } from './runs.ts';
import { openTeamsDoor, type TeamsDoor } from './teams-door.ts';

const corpus = z
  .array(z.strictObject({ why: z.string(), body: z.string() }))
  .parse(JSON.parse(readFileSync(resolve(import.meta.dirname, 'corpus/teams.json'), 'utf8')));

let door: TeamsDoor;
let departureId: string;
beforeAll(async () => {
  door = await openTeamsDoor();
  departureId = await door.world.plan();
});
afterAll(() => door.stop());
beforeEach(() => {
  door.log.length = 0;
});

let sent = 0;
function activity(what: Readonly<Record<string, unknown>>, from = 'maya'): Record<string, unknown> {
  sent += 1;
  return {
    id: `A${sent}`,
    timestamp: '2026-03-02T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl: door.serviceUrl,
    from: { id: `29:${from}`, name: from, aadObjectId: from },
    recipient: { id: '28:relais', name: 'Relais' },
    conversation: { id: `a:${from}`, conversationType: 'personal', tenantId: 'T1' },
    channelData: { tenant: { id: 'T1' } },
    locale: 'en-GB',
    ...what,
  };
}

/** As a card gives it back, with what forms have in them. */
function posted(name: string): Record<string, unknown> {
  return {
    relais: { name, departureId, target: 'handover-1', seen: '1' },
    relaisForm: 'F1',
    leaver: 'alex',
    reason: 'A reason',
    date: '2026-03-20',
    time: '18:00',
    kind: 'resignation',
    who: 'jonas,priya',
    confirmed: 'true',
  };
}

function execute(verb: string, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const action = { type: 'Action.Execute', verb, data };
  return { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'M1', value: { action, trigger: 'manual' } };
}

const anyAct = fc.constantFrom(...actNames);
const anything = fc.oneof(
  anyAct.map((name) => ({ type: 'message', value: posted(name), replyToId: 'M1' })),
  anyAct.map((name) => execute(name, posted(name))),
  fc
    .constantFrom('departure|-|maya', 'task|handover-1|priya', 'access|-|tom', 'survey|-|alex')
    .map((key) => execute(refreshVerb, { relaisCard: `${departureId}/${key}` })),
  fc.tuple(anyAct, fc.constantFrom('task/fetch', 'task/submit')).map(([name, task]) => ({
    type: 'invoke',
    name: task,
    value: { data: posted(name), context: { theme: 'default' } },
  })),
  anyAct.map((name) => ({
    type: 'invoke',
    name: 'composeExtension/submitAction',
    value: { commandId: 'offboard', commandContext: 'compose', data: posted(name) },
  })),
  fc.constant({
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    value: {
      commandId: 'offboard',
      commandContext: 'message',
      messagePayload: { id: '1', from: { user: { id: 'alex' } } },
    },
  }),
  fc.constant({
    type: 'conversationUpdate',
    membersAdded: [{ id: '28:relais' }, { id: '29:alex', aadObjectId: 'alex' }],
  }),
  fc.constant({ type: 'installationUpdate', action: 'add' }),
  fc.constant({
    type: 'message',
    text: '<at>Relais</at> offboard <at>Alex Moreau</at>',
    entities: [
      { type: 'mention', text: '<at>Relais</at>', mentioned: { id: '28:relais' } },
      { type: 'mention', text: '<at>Alex Moreau</at>', mentioned: { id: '29:alex', aadObjectId: 'alex' } },
    ],
  }),
);
const anybody = fc.constantFrom('maya', 'alex', 'tom', 'nobody');
const changes = fc.array(changeOf, { maxLength: 3 });

/** Answered, never with a 500 that has no logged cause, and nothing left behind in what all objects share. */
function judge(status: number): void {
  expect([200, 400, 403, 404, 413, 500, 501]).toContain(status);
  if (status === 500) expect(door.log.filter(({ err }) => err)).not.toEqual([]);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}

describe('what comes from Teams and is still hostile', () => {
  it('canary: what is typed is understood, and so is a click', async () => {
    expect(await door.post(JSON.stringify(activity({ type: 'message', text: 'help' })))).toBe(200);
    await expect
      .poll(() => door.calls)
      .toContainEqual(expect.stringMatching(/^POST \/v3\/conversations\/a(:|%3A)maya\/activities/));
    expect(await door.post(JSON.stringify(activity(execute('help', posted('help')))))).toBe(200);
    const seen = activity(execute(refreshVerb, { relaisCard: `${departureId}/departure|-|maya` }));
    expect(await door.post(JSON.stringify(seen))).toBe(200);
    expect(door.log.filter(({ err }) => err)).toEqual([]);
  });

  it.each(corpus)('kept: $why', async ({ body }) => {
    judge(await door.post(body));
  });

  it.each([
    ['deep in a value', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
    ['deep lists', `${'['.repeat(60_000)}${']'.repeat(60_000)}`],
    ['long', JSON.stringify({ relais: { ...posted('start'), name: 'x'.repeat(200_000) } })],
    ['longer than anything that Teams sends', JSON.stringify('x'.repeat(300_000))],
  ])('nested or stretched: %s', async (_how, value) => {
    for (const what of [{ type: 'message' }, { type: 'invoke', name: 'task/submit' }])
      judge(await door.post(JSON.stringify(activity({ ...what, value: 'HERE' })).replace('"HERE"', value)));
    await door.world.engine.idle();
  });

  it('activities of every kind, changed anywhere, are answered', async () => {
    await fc.assert(
      fc.asyncProperty(anything, anybody, changes, async (what, from, list) => {
        judge(await door.post(JSON.stringify(changed(activity(what, from), list)) ?? ''));
      }),
      { numRuns: runs(150) },
    );
  });

  it('messages of any words from anybody are answered', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<at>'.repeat(20_000),
        '<'.repeat(50_000),
        ' \t'.repeat(50_000),
        '\u0000',
        'offboard '.repeat(9000),
      ),
    );
    await fc.assert(
      fc.asyncProperty(words, anybody, async (text, from) => {
        judge(await door.post(JSON.stringify(activity({ type: 'message', text }, from))));
      }),
      { numRuns: runs(40) },
    );
  });

  it('bodies of any bytes are answered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (text) => {
        judge(await door.post(text.replaceAll(/\p{Surrogate}/gu, '?')));
      }),
      { numRuns: runs(40) },
    );
  });

  it('after all of it, the departure is whole and the door still opens', async () => {
    await door.world.engine.idle();
    expect((await door.world.load(departureId)).status).not.toBe('draft');
    expect(await door.post(JSON.stringify(activity({ type: 'message', text: 'help' })))).toBe(200);
  });
});
