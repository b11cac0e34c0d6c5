import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Act, Reply } from '../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import type { Readers } from '../../src/engine/ports/channel.ts';
import { type ActName, act } from '../../src/views/act-names.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  testFlow,
  testPeople,
} from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const place = 'C-people';
const inChannel = { cardChannel: { channel: 'slack' as const, id: place }, nowConfirmed: true };
const insiders: Readers = { type: 'closed', handles: ['U-maya', 'U-nadia', 'U-tom'] };
const withPriya: Readers = { type: 'closed', handles: ['U-maya', 'U-nadia', 'U-priya'] };

const notAllowed: [string, Readers | null][] = [
  ['a teammate', withPriya],
  ['whoever leaves', { type: 'closed', handles: ['U-maya', 'U-alex'] }],
  ['somebody Relais does not know, or another app', { type: 'closed', handles: ['U-maya', 'U-bot'] }],
  ['a guest', { type: 'closed', handles: ['U-maya', 'U-guest'] }],
  ['more people than prepare anything', { type: 'closed', handles: Array.from({ length: 201 }, () => 'U-maya') }],
  ['everybody, because it is public', { type: 'open', why: 'public' }],
  ['another organisation', { type: 'open', why: 'shared' }],
  ['nobody knows who', { type: 'open', why: 'unknown' }],
];

let world: MemoryWorld;
beforeEach(async () => {
  world = await createMemoryWorld();
  world.channel.standing.set('U-guest', 'guest');
});

const standing = (to: string): string[] =>
  world.channel.messages
    .filter((message) => message.to === to && message.key.includes('departure'))
    .flatMap(({ view }) => cardTexts(view));
const settle = async (id: string) => {
  await world.engine.reconcile(id);
  await world.engine.idle();
};

describe('the card of a confidential departure', () => {
  it('stands in the channel whose members all prepare it', async () => {
    world.channel.readers.set(place, insiders);
    await world.plan(inChannel, confidentialFlow);
    expect(standing(place).join('\n')).toContain('Alex Moreau');
    expect(standing('D-U-maya')).toEqual([]);
  });

  it.each(notAllowed)('comes to the manager alone when the channel is read by %s', async (_who, readers) => {
    if (readers) world.channel.readers.set(place, readers);
    await world.plan(inChannel, confidentialFlow);
    expect(standing(place)).toEqual([]);
    expect(standing('D-U-maya').join('\n')).toContain('Alex Moreau');
  });

  it.each(notAllowed)('is taken out of the channel once it is read by %s, and stays out', async (_who, readers) => {
    world.channel.readers.set(place, insiders);
    const id = await world.plan(inChannel, confidentialFlow);
    const before = world.channel.messages.filter(({ to }) => to === place).length;
    expect(before).toBeGreaterThan(1);
    if (readers) world.channel.readers.set(place, readers);
    await settle(id);
    expect(standing(place).join('\n')).not.toContain('Alex');
    expect(standing('D-U-maya').join('\n')).toContain('Alex Moreau');
    // Its details hang below it where it is now.
    const { posts } = await world.load(id);
    const refs = posts.filter(({ key }) => key.startsWith('departure') && key.endsWith('maya')).map(({ ref }) => ref);
    expect(refs.map((ref) => ref?.conversation)).toEqual(['D-U-maya', 'D-U-maya']);
    world.channel.readers.set(place, insiders);
    await settle(id);
    expect(standing(place).join('\n')).not.toContain('Alex');
    expect(world.channel.messages.filter(({ to }) => to === place)).toHaveLength(before);
  });

  it('waits while the platform does not answer who reads along, and is posted where it may be', async () => {
    const { readersOf } = world.channel;
    world.channel.readers.set(place, insiders);
    world.channel.readersOf = async (conversation) => {
      world.channel.mood = 'down';
      return readersOf(conversation).finally(() => {
        world.channel.mood = 'well';
      });
    };
    await world.plan(inChannel, confidentialFlow);
    expect([...standing(place), ...standing('D-U-maya')]).toEqual([]);
    world.channel.readersOf = readersOf;
    await world.advanceTo('2026-03-02T09:10:00.000Z');
    expect(standing(place).join('\n')).toContain('Alex Moreau');
  });

  it('is left behind where it cannot be changed any more, and comes to the manager', async () => {
    world.channel.readers.set(place, insiders);
    const id = await world.plan(inChannel, confidentialFlow);
    for (const { ref, to } of [...world.channel.messages]) if (to === place) world.channel.remove(ref.message);
    world.channel.readers.set(place, withPriya);
    await settle(id);
    expect(standing('D-U-maya').join('\n')).toContain('Alex Moreau');
  });

  it('of a departure that is no secret goes where the manager wants it', async () => {
    world.channel.readers.set(place, withPriya);
    await world.plan(inChannel, testFlow);
    expect(standing(place).join('\n')).toContain('Alex Moreau');
  });
});

describe('in the walk', () => {
  const asked = async (flowId: string, readers: Readers | null, locale: 'en' | 'fr' = 'en') => {
    const conversation = createConversation({ ...world.deps, log: pino({ level: 'silent' }) }, world.engine);
    const person = { ...testPeople.hr, locale };
    const say = (name: ActName, id: string | null, values: Act['values'], seen?: string): Promise<Reply> =>
      conversation.act({ ref: act(name, id, seen ? { seen } : {}), values, words: [] }, { person, channel: 'slack' });
    if (readers) world.channel.readers.set(place, readers);
    const kind = flowId === confidentialFlow.id ? 'dismissal' : 'resignation';
    const first = await say('walk.who', null, { leaver: 'alex', manager: 'maya', kind, workerType: 'employee' });
    const id = first.type === 'form' ? (first.form.submit?.act.departureId ?? '') : '';
    const dates = { lastWorkingDay: '2026-03-20', contractEnd: '2026-03-31', zone: 'Europe/Paris', when: 'scheduled' };
    const cutOff = { cutOffDate: '2026-03-20', cutOffTime: '18:00' };
    const reply = await say('walk.day', id, { ...dates, ...cutOff, cardChannel: place });
    return { reply, id, say };
  };

  it.each(notAllowed)('a channel cannot be chosen that is read by %s', async (_who, readers) => {
    const { reply, id } = await asked(confidentialFlow.id, readers);
    expect(reply).toMatchObject({ type: 'errors', errors: { cardChannel: expect.stringContaining('confidential') } });
    expect((await world.load(id)).draft.cardChannel).toBeNull();
  });

  it.each(['en', 'fr'] as const)('says how many do not prepare it, and names nobody (%s)', async (locale) => {
    const { reply } = await asked(confidentialFlow.id, withPriya, locale);
    const text = JSON.stringify(reply);
    expect(text).toContain(locale === 'en' ? '1 member of that channel does not prepare it' : '1 membre de ce canal');
    expect(text).not.toContain('Priya');
  });

  it('the channel of those who prepare it can, and so can any for a departure that is no secret', async () => {
    expect((await asked(confidentialFlow.id, insiders)).reply.type).toBe('form');
    world = await createMemoryWorld();
    expect((await asked(testFlow.id, withPriya)).reply.type).toBe('form');
  });

  it('is looked at again when the departure is started', async () => {
    const { id, say } = await asked(confidentialFlow.id, insiders);
    world.channel.readers.set(place, withPriya);
    const { entries } = await world.load(id);
    const reply = await say('walk.submit', id, null, String(entries));
    expect(reply).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect((await world.load(id)).status).toBe('draft');
  });
});
