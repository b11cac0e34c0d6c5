import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOnce } from '../../../src/channels/once.ts';
import { quotation } from '../../../src/domain/localized.ts';
import { type OnceStore, StoreError } from '../../../src/engine/ports/store.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { type SlackWorld, slackWorld } from './slack-world.ts';

/** `../shared/cases/10-slack-event-sent-again`: the same event, as Slack sends it up to three times. */
const event = (id = 'Ev0SAME', over: object = {}): string =>
  JSON.stringify({
    ...{ token: 'x', team_id: 'T0RELAIS', api_app_id: 'A0RELAIS', type: 'event_callback' },
    ...{ event_id: id, event_time: 1_795_000_000 },
    event: {
      ...{ type: 'message', channel: 'D0MAYA', channel_type: 'im', user: 'U0MAYA', text: 'status' },
      ts: '1795000000.000100',
      ...over,
    },
  });

describe('an event that Slack sends again', () => {
  let store: OnceStore;
  const worlds: SlackWorld[] = [];
  const start = async (once = store): Promise<SlackWorld> => {
    const world = await slackWorld({ once });
    worlds.push(world);
    return world;
  };
  beforeEach(() => {
    store = createMemoryStore().once;
  });
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.stop();
  });

  /** Each try has a new timestamp, and so a new signature. */
  const send = (world: SlackWorld, body: string, attempt: number) =>
    world.send({
      ...{ body, type: 'json', at: attempt },
      headers: attempt === 0 ? {} : { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': 'http_timeout' },
    });
  const acts = (...asked: SlackWorld[]) => asked.flatMap(({ conversation }) => conversation.acts);

  it('is taken once, and answered each time', async () => {
    const world = await start();
    const statuses = [];
    for (const attempt of [0, 1, 2]) statuses.push((await send(world, event(), attempt)).status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(acts(world)).toMatchObject([{ act: { ref: { name: 'status' } } }]);
  });

  it('is taken once by two processes on one store, also when both hear of it at once', async () => {
    const [one, two] = [await start(), await start()];
    const answers = await Promise.all([send(one, event(), 0), send(two, event(), 1), send(one, event(), 2)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(acts(one, two)).toHaveLength(1);
  });

  it('is taken once across a restart', async () => {
    const before = await start();
    await send(before, event(), 0);
    const after = await start();
    expect((await send(after, event(), 1)).status).toBe(200);
    expect(acts(before, after)).toHaveLength(1);
  });

  it('is taken like a first one when the first never arrived, and another event is another', async () => {
    const world = await start();
    expect((await send(world, event('Ev1'), 2)).status).toBe(200);
    expect((await send(world, event('Ev2'), 0)).status).toBe(200);
    expect(acts(world)).toHaveLength(2);
  });

  it('is not acknowledged before it is done, so that it comes again to whoever is there after a crash', async () => {
    const world = await start();
    let acknowledged = false;
    let atWork = '';
    world.conversation.answers.set('status', async () => {
      await new Promise((done) => setTimeout(done, 300));
      atWork = acknowledged ? 'acknowledged before' : 'not acknowledged yet';
      return { type: 'done', notice: null };
    });
    await send(world, event(), 0).then(() => {
      acknowledged = true;
    });
    expect(atWork).toBe('not acknowledged yet');
  });

  it('is refused for now while somebody else is at it, and Slack may ask again', async () => {
    await store.take('slack/event/T0RELAIS/Ev0SAME', Date.now(), Date.now() + 45_000);
    const world = await start();
    expect((await send(world, event(), 1)).status).toBe(503);
    expect(acts(world)).toEqual([]);
    // Whoever was at it died, and its time is over.
    await store.giveBack('slack/event/T0RELAIS/Ev0SAME');
    expect((await send(world, event(), 2)).status).toBe(200);
    expect(acts(world)).toHaveLength(1);
  });

  it('is refused for now while the store cannot be asked, and done once it can be, by whichever try', async () => {
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const world = await start({
      take: (...asked) => held.then(() => store.take(...asked)),
      done: (...told) => store.done(...told),
      giveBack: (key) => store.giveBack(key),
    });
    const began = performance.now();
    expect((await send(world, event(), 0)).status).toBe(503);
    // Slack waits three seconds.
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(acts(world)).toEqual([]);
    const again = send(world, event(), 1);
    free();
    expect((await again).status).toBe(200);
    expect(acts(world)).toHaveLength(1);
  });

  it('is taken rather than lost when the store does not answer', async () => {
    const refuse = () => Promise.reject(new StoreError('unavailable', quotation('the disk is full')));
    const world = await start({ take: refuse, done: refuse, giveBack: refuse });
    expect((await send(world, event(), 0)).status).toBe(200);
    expect(acts(world)).toHaveLength(1);
  });
});

describe('doing something once', () => {
  const world = () => {
    const clock = { now: 1_000_000 };
    const { once: store } = createMemoryStore();
    const log = { warn: () => undefined } as never;
    return { clock, store, once: createOnce({ store, log, now: () => clock.now }) };
  };

  it('forgets it after an hour', async () => {
    const { clock, once } = world();
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await once('k', work);
    clock.now += 59 * 60_000;
    await once('k', work);
    expect(done).toBe(1);
    clock.now += 60_000;
    await once('k', work);
    expect(done).toBe(2);
  });

  it('lets a later try do what failed, or what somebody died over', async () => {
    const { clock, store, once } = world();
    await expect(once('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await once('k', work);
    expect(done).toBe(1);
    await store.take('died', clock.now, clock.now + 45_000);
    clock.now += 45_000;
    await once('died', work);
    expect(done).toBe(2);
  });
});
