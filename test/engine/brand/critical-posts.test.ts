import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mostOpen, undecidedDays } from '../../../src/domain/brand/critical-post.ts';
import { criticalPostsSchema } from '../../../src/engine/brand/brand-settings.ts';
import { forgetInPosts, readPosts, tellOfPost } from '../../../src/engine/brand/critical-posts.ts';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { createPostHook } from '../../../src/http/post-hook.ts';
import { createHttpServer, type HttpServer } from '../../../src/http/server.ts';
import { type ActName, act } from '../../../src/views/act-names.ts';
import {
  createMemoryWorld,
  type MemoryWorld,
  type TestPersonName,
  testPeople,
} from '../../support/memory/memory-world.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';

let world: MemoryWorld;

beforeEach(async () => {
  world = await createMemoryWorld();
  world.deps.criticalPosts = criticalPostsSchema.parse({
    deciders: [testPeople.priya.email, 'nobody.here@example.com', testPeople.manager.email],
  });
});

async function say(
  who: TestPersonName,
  name: ActName,
  { target, values = null }: { target?: string; values?: Record<string, string | null> | null } = {},
): Promise<Reply> {
  const ref = act(name, null, target === undefined ? {} : { target });
  const conversation = createConversation(world.deps, world.engine);
  const reply = await conversation.act({ ref, values, words: [] }, { person: testPeople[who], channel: 'slack' });
  await world.engine.idle();
  return reply;
}

const told = { what: 'A post says that our product leaks data', url: 'https://social.example.com/p/1' };
const asked = (who: TestPersonName) =>
  world.channel
    .inbox(testPeople[who].handles.slack ?? '')
    .filter(({ key }) => key.startsWith('critical-posts/'))
    .map(({ view }) => cardTexts(view).join('\n'));
const waiting = (who: TestPersonName) => asked(who).some((text) => text.includes('leaks data'));
const firstId = async () => (await readPosts(world.deps))[0]?.id ?? '';

describe('a critical post', () => {
  it('is asked of the first who decides at once, of the next after two hours, and of HR after the last', async () => {
    await say('jonas', 'post.tell.submit', { values: told });
    expect([waiting('priya'), waiting('manager'), waiting('hr')]).toEqual([true, false, false]);
    await world.advanceTo('2026-03-02T10:59:00.000Z');
    expect([waiting('manager'), waiting('hr')]).toEqual([false, false]);
    await world.advanceTo('2026-03-02T11:00:00.000Z');
    expect([waiting('priya'), waiting('manager'), waiting('hr')]).toEqual([true, true, false]);
    await world.advanceTo('2026-03-02T13:00:00.000Z');
    expect([waiting('priya'), waiting('manager'), waiting('hr')]).toEqual([true, true, true]);
    for (const who of ['jonas', 'it', 'leaver'] as const) expect(asked(who), who).toEqual([]);
  });

  it('is decided once, and nobody else is asked', async () => {
    await say('jonas', 'post.tell.submit', { values: told });
    const target = await firstId();
    const values = { choice: 'answer', reason: 'We answer with the facts' };
    expect(await say('priya', 'post.decide', { target, values })).toMatchObject({ notice: { tone: 'good' } });
    expect(waiting('priya')).toBe(false);
    await world.advanceTo('2026-03-02T15:00:00.000Z');
    expect(waiting('manager')).toBe(false);
    expect(asked('hr')).toEqual([]);
    const again = await say('manager', 'post.decide', { target, values: { ...values, choice: 'leave' } });
    expect(again).toMatchObject({ notice: { tone: 'refused' } });
    expect(await readPosts(world.deps)).toMatchObject([{ decided: { by: 'priya', choice: 'answer' } }]);
  });

  it('told while the answer to a message is lost rings in one of its own, and what was lost stands but once', async () => {
    world.channel.mood = 'loses-answers';
    await say('jonas', 'post.tell.submit', { values: told });
    expect(asked('priya')).toHaveLength(1);
    const [lost] = world.channel.inbox('U-priya').filter(({ key }) => key.startsWith('critical-posts/'));
    world.channel.mood = 'well';
    await say('jonas', 'post.tell.submit', { values: { ...told, what: 'A second post', url: null } });
    await world.advanceTo('2026-03-02T09:05:00.000Z');
    const standing = world.channel.inbox('U-priya').filter(({ key }) => key.startsWith('critical-posts/'));
    expect(standing).toHaveLength(1);
    expect(standing[0]?.ref.message).not.toBe(lost?.ref.message);
    for (const what of ['leaks data', 'A second post']) expect(asked('priya')[0]).toContain(what);
  });

  it('whose message arrived without an answer is not rung for again, and says what is so by then', async () => {
    world.channel.mood = 'loses-answers';
    await say('jonas', 'post.tell.submit', { values: told });
    world.channel.mood = 'well';
    await say('hr', 'post.decide', { target: await firstId(), values: { choice: 'leave', reason: 'Not worth it' } });
    await world.advanceTo('2026-03-02T09:05:00.000Z');
    const all = world.channel.inbox('U-priya').filter(({ key }) => key.startsWith('critical-posts/'));
    expect(all.map(({ key }) => key)).toEqual(['critical-posts/1/priya']);
    expect(waiting('priya')).toBe(false);
  });

  it('is seen and decided by nobody but those who are named and HR', async () => {
    await say('jonas', 'post.tell.submit', { values: told });
    const target = await firstId();
    const values = { choice: 'leave', reason: 'Not worth it' };
    for (const who of ['jonas', 'it', 'leaver'] as const) {
      expect(await say(who, 'post.open', { target }), who).toMatchObject({ notice: { tone: 'refused' } });
      expect(await say(who, 'post.decide', { target, values }), who).toMatchObject({ notice: { tone: 'refused' } });
      expect(formTexts(formOf(await say(who, 'posts'))).join('\n'), who).not.toContain('leaks data');
    }
    expect(formTexts(formOf(await say('hr', 'posts'))).join('\n')).toContain('leaks data');
    expect(await readPosts(world.deps)).toMatchObject([{ decided: null }]);
  });

  it.each([
    ['no words', { ...told, what: null }],
    ['no address', { ...told, url: 'my neighbour' }],
    ['an address that runs something', { ...told, url: 'javascript:alert(1)' }],
  ])('with %s is asked for again', async (_, values) => {
    expect(await say('jonas', 'post.tell.submit', { values })).toMatchObject({ type: 'errors' });
    expect(await readPosts(world.deps)).toEqual([]);
  });

  it('is one, however often it is told in the same words', async () => {
    for (const who of ['jonas', 'priya'] as const) await say(who, 'post.tell.submit', { values: told });
    expect(await readPosts(world.deps)).toMatchObject([{ by: 'jonas', more: [] }]);
  });

  it('is told by others whatever one person invents, and by a service whatever all people do', async () => {
    const tell = (what: string, by: string | null) => tellOfPost(world.deps, { what, url: null }, by);
    for (let index = 0; index < 5; index += 1) expect(await tell(`Invented ${index}`, 'jonas')).toBe('noted');
    expect(await say('jonas', 'post.tell.submit', { values: told })).toMatchObject({
      notice: { tone: 'refused', text: expect.stringContaining('not kept') },
    });
    expect(await tell('This one is real', 'priya')).toBe('noted');
    for (let index = 6; index < mostOpen.ofPeople; index += 1) await tell(`Invented ${index}`, `accomplice-${index}`);
    expect(await tell('One more', 'priya')).toBe('full');
    for (let index = 0; index < mostOpen.ofService; index += 1)
      expect(await tell(`Told by the service ${index}`, null)).toBe('noted');
    expect(await tell('One more of the service', null)).toBe('full');
    expect(await readPosts(world.deps)).toHaveLength(50);
  });

  it('is not played down by whoever tells of it first: the next words stand beside theirs, and ring', async () => {
    const { url } = told;
    await say('jonas', 'post.tell.submit', { values: { url, what: 'Somebody praises our product' } });
    await world.advanceTo('2026-03-02T09:30:00.000Z');
    const keys = () => world.channel.inbox(testPeople.priya.handles.slack ?? '').map((one) => one.key);
    const before = keys();
    await say('it', 'post.tell.submit', { values: told });
    expect(waiting('priya')).toBe(true);
    expect(keys().filter((one) => !before.includes(one))).toHaveLength(1);
    expect(formTexts(formOf(await say('priya', 'post.open', { target: await firstId() }))).join('\n')).toMatch(
      /praises our product.*Jonas.*leaks data.*Tom/s,
    );
    // Who told of it first fills no place of the others by telling on.
    expect(await tellOfPost(world.deps, { url, what: 'Nothing to see' }, 'jonas')).toBe('noted');
    expect(await tellOfPost(world.deps, { url, what: 'Really nothing' }, 'jonas')).toBe('own-full');
    for (const who of ['a', 'b', 'c']) await tellOfPost(world.deps, { url, what: `Harmless, says ${who}` }, who);
    expect(await tellOfPost(world.deps, { url, what: 'Harmless, says d' }, 'd')).toBe('full');
    expect(await tellOfPost(world.deps, { url, what: 'It is critical' }, null)).toBe('noted');
  });

  it('names nobody who was erased, and they have no message about any', async () => {
    const { url } = told;
    await say('jonas', 'post.tell.submit', { values: told });
    await tellOfPost(world.deps, { url, what: 'Worse than that' }, 'priya');
    await say('priya', 'post.decide', { target: await firstId(), values: { choice: 'leave', reason: 'Not worth it' } });
    await tellOfPost(world.deps, { url: null, what: 'Another' }, null);
    for (const who of ['jonas', 'priya']) await forgetInPosts(world.deps, who);
    expect(await readPosts(world.deps)).toMatchObject([
      { by: 'erased', more: [{ by: 'erased' }], decided: { by: 'erased', choice: 'leave' } },
      { by: null, decided: null },
    ]);
    expect(JSON.stringify(await world.deps.store.notes.read('critical-posts'))).not.toMatch(/"(jonas|priya)"/);
    expect(await world.deps.store.notes.read('critical-posts-card/priya')).toBeNull();
    expect(asked('priya')).toEqual([]);
    expect(formTexts(formOf(await say('hr', 'posts'))).join('\n')).toContain('signalé par quelqu’un');
  });

  it('is forgotten half a year after it was told where nobody decided, and not before', async () => {
    expect(undecidedDays).toBe(180);
    await say('jonas', 'post.tell.submit', { values: told });
    await world.advanceTo('2026-08-29T08:00:00.000Z');
    expect(await readPosts(world.deps)).toHaveLength(1);
    await world.advanceTo('2026-08-29T10:00:00.000Z');
    expect(await readPosts(world.deps)).toEqual([]);
  });

  it('is forgotten ninety days after it was decided, and not before', async () => {
    await say('jonas', 'post.tell.submit', { values: told });
    const values = { choice: 'leave', reason: 'Not worth it' };
    await say('priya', 'post.decide', { target: await firstId(), values });
    await world.advanceTo('2026-05-31T08:00:00.000Z');
    expect(await readPosts(world.deps)).toHaveLength(1);
    await world.advanceTo('2026-05-31T10:00:00.000Z');
    expect(await readPosts(world.deps)).toEqual([]);
  });

  it('cannot be told where nobody is named who decides', async () => {
    world.deps.criticalPosts = criticalPostsSchema.parse({});
    expect(await say('jonas', 'post.tell.submit', { values: told })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await say('jonas', 'posts')).toMatchObject({ notice: { tone: 'refused' } });
    expect(await readPosts(world.deps)).toEqual([]);
  });
});

describe('where a service tells of posts', () => {
  const secret = 'a secret of more than thirty-two characters';
  let server: HttpServer;
  let url = '';
  beforeEach(async () => {
    const log = pino({ level: 'silent' });
    const { registry } = world.deps.metrics;
    server = createHttpServer({ port: 0, host: '127.0.0.1', log, registry, ready: async () => undefined });
    server.mount(
      createPostHook({ secret, now: () => Date.now(), tell: (post) => tellOfPost(world.deps, post, null), log }),
    );
    url = await server.listen();
  });
  afterEach(() => server.close());

  const post = async (body: string, { by = secret, at = Date.now() } = {}) => {
    const seconds = Math.floor(at / 1000);
    const hex = createHmac('sha256', by).update(`${seconds}.`).update(body).digest('hex');
    const headers = { 'x-relais-signature': `t=${seconds},v1=${hex}`, 'content-type': 'application/json' };
    return (await fetch(`${url}/brand/posts`, { method: 'POST', headers, body })).status;
  };

  it('takes one that is signed, once', async () => {
    expect(await post(JSON.stringify(told))).toBe(202);
    expect(await post(JSON.stringify(told))).toBe(202);
    expect(await readPosts(world.deps)).toMatchObject([{ ...told, by: null, decided: null }]);
  });

  it('takes nothing that is forged, old or no post', async () => {
    expect(await post(JSON.stringify(told), { by: 'another secret of more than thirty-two signs' })).toBe(401);
    expect(await post(JSON.stringify(told), { at: Date.now() - 6 * 60_000 })).toBe(401);
    expect((await fetch(`${url}/brand/posts`, { method: 'POST', body: JSON.stringify(told) })).status).toBe(401);
    expect(await post('no JSON')).toBe(400);
    expect(await post(JSON.stringify({ ...told, url: 'file:///etc/passwd' }))).toBe(400);
    expect(await readPosts(world.deps)).toEqual([]);
  });
});
