import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import { type Channel, ChannelError, type PostRef, type PostTarget } from '../../src/engine/ports/channel.ts';
import type { CardView } from '../../src/views/card-view.ts';

/** A message as its readers see it. */
interface SeenMessage {
  /** As in `PostRef.message`. */
  message: string;
  /** The message it is a reply to. */
  thread: string | null;
  text: string;
  /** Who or what is pinged by it, in the platform's words. */
  pings: readonly string[];
}

type Fault = 'none' | 'down' | 'throttled' | 'lost-answer';

/** A channel with people in it, and a platform that can be made to misbehave. */
export interface ChannelWorld {
  channel: Channel;
  reader: Person;
  other: Person;
  /** Somebody who can never be reached here as things are. */
  unreachable: Person;
  /** A conversation of several people that Relais is in; null where the platform has none. */
  conversation: string | null;
  /** Ids as the platform has them. */
  handles: { reader: string; bot: string; deactivated: string; nobody: string };
  /** Oldest first. */
  seen(conversation: string): Promise<readonly SeenMessage[]>;
  remove(ref: PostRef): Promise<void>;
  /** `lost-answer`: the next post is done, but its answer never arrives. */
  misbehave(fault: Fault): Promise<void>;
  stop(): Promise<void>;
}

function card(title: string, over: Partial<CardView> = {}): CardView {
  return {
    kind: 'task',
    title,
    subtitle: 'A line below',
    tone: 'attention',
    blocks: [{ type: 'text', text: `About ${title}` }],
    fallback: `${title}, in one sentence`,
    ...over,
  };
}

function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

/** What every channel must do. `whyNot` names parts a platform lacks, each with its reason, which is printed. */
export function channelContract(
  name: string,
  makeWorld: () => Promise<ChannelWorld>,
  whyNot: Partial<Record<'conversations' | 'threads' | 'find' | 'findLost' | 'lookUpByEmail', string>> = {},
): void {
  const unless = (part: keyof typeof whyNot) => {
    const reason = whyNot[part];
    if (reason !== undefined) process.stderr.write(`SKIPPED: ${name}: ${part}: ${reason}\n`);
    return reason === undefined ? it : it.skip;
  };

  describe(`channel contract: ${name}`, () => {
    let world: ChannelWorld;
    let key = 0;
    const nextKey = (): string => {
      key += 1;
      return `card-${key}`;
    };
    const toReader = (): PostTarget => ({ to: { type: 'person', person: world.reader }, thread: null });
    const kindOf = async (work: Promise<unknown>): Promise<unknown> => {
      const error = await failure(work);
      expect(error).toBeInstanceOf(ChannelError);
      return error instanceof ChannelError ? error.kind : null;
    };
    beforeAll(async () => {
      world = await makeWorld();
    });
    afterAll(() => world.stop());
    beforeEach(() => world.misbehave('none'));

    it('posts to a person, and says where', async () => {
      const ref = await world.channel.post(toReader(), card('A handover'), nextKey());
      expect(ref.channel).toBe(world.channel.id);
      const seen = await world.seen(ref.conversation);
      expect(seen.at(-1)).toMatchObject({ message: ref.message, thread: null });
      expect(seen.at(-1)?.text).toContain('About A handover');
    });

    it('posts to each person apart', async () => {
      const ref = await world.channel.post(toReader(), card('Mine'), nextKey());
      const target: PostTarget = { to: { type: 'person', person: world.other }, thread: null };
      const theirs = await world.channel.post(target, card('Theirs'), nextKey());
      expect(theirs.conversation).not.toBe(ref.conversation);
      const mine = await world.seen(ref.conversation);
      expect(mine.some(({ text }) => text.includes('Theirs'))).toBe(false);
    });

    unless('conversations')('posts to a conversation', async () => {
      const id = world.conversation ?? '';
      const target: PostTarget = { to: { type: 'conversation', id }, thread: null };
      const ref = await world.channel.post(target, card('For several'), nextKey());
      expect(ref.conversation).toBe(id);
      expect((await world.seen(id)).at(-1)?.text).toContain('For several');
    });

    unless('threads')('posts below another card', async () => {
      const parent = await world.channel.post(toReader(), card('The card'), nextKey());
      const reply = await world.channel.post({ ...toReader(), thread: parent }, card('Its details'), nextKey());
      const seen = await world.seen(parent.conversation);
      expect(seen.find(({ message }) => message === reply.message)?.thread).toBe(parent.message);
    });

    it('changes a card in place', async () => {
      const id = nextKey();
      const ref = await world.channel.post(toReader(), card('Before'), id);
      const count = (await world.seen(ref.conversation)).length;
      await world.channel.update(ref, card('After'), id);
      const seen = await world.seen(ref.conversation);
      expect(seen).toHaveLength(count);
      expect(seen.find(({ message }) => message === ref.message)?.text).toContain('About After');
    });

    it('deletes a card of its own, which is gone then', async () => {
      const id = nextKey();
      const ref = await world.channel.post(toReader(), card('Replaced'), id);
      expect(await world.channel.stands(ref)).not.toBe('gone');
      await world.channel.withdraw(ref, id);
      expect(await world.channel.stands(ref)).not.toBe('there');
      expect((await world.seen(ref.conversation)).some(({ message }) => message === ref.message)).toBe(false);
      expect(await kindOf(world.channel.withdraw(ref, id))).toBe('gone');
      expect(await world.channel.find(toReader(), id)).toBeNull();
    });

    it('keeps the order of posts made at once', async () => {
      const refs = await Promise.all(
        [1, 2, 3].map((each) => world.channel.post(toReader(), card(`Number ${each}`), nextKey())),
      );
      const order = (await world.seen(refs[0]?.conversation ?? '')).map(({ message }) => message);
      expect(order.slice(-3)).toEqual(refs.map(({ message }) => message));
    });

    it('pings nobody by what people wrote, and shows it', async () => {
      const hostile =
        '<!channel> @here <@U0MAYA> <at>Everyone</at> [x](https://evil.example.com) <https://evil.example.com|x>';
      const view = card(hostile, {
        blocks: [
          { type: 'text', text: hostile },
          { type: 'quote', text: hostile },
        ],
        fallback: hostile,
      });
      const ref = await world.channel.post(toReader(), view, nextKey());
      const seen = (await world.seen(ref.conversation)).at(-1);
      expect(seen?.pings).toEqual([]);
      expect(seen?.text).toContain('evil.example.com');
    });

    it('carries a card with forty long steps', async () => {
      const action = {
        act: { name: 'task.accept', departureId: 'd', target: 't', seen: '1' },
        label: 'Accept',
        accessibilityLabel: 'Accept',
        style: 'default',
        confirm: null,
      } as const;
      const items = Array.from({ length: 40 }, (_, index) => ({
        ...({ icon: 'todo', state: 'to do', detail: 'x '.repeat(200), action } as const),
        text: `Step ${index} ${'of a long name '.repeat(20)}`,
      }));
      const ref = await world.channel.post(toReader(), card('Long', { blocks: [{ type: 'items', items }] }), nextKey());
      expect((await world.seen(ref.conversation)).at(-1)?.text).toContain('Step 0');
    });

    unless('find')('finds a card by its key, also after a change', async () => {
      const id = `dep-1/task-7/${world.reader.id}/ü "quoted"`;
      const ref = await world.channel.post(toReader(), card('Wanted'), id);
      await world.channel.post(toReader(), card('Another'), nextKey());
      expect(await world.channel.find(toReader(), id)).toEqual(ref);
      await world.channel.update(ref, card('Wanted still'), id);
      expect(await world.channel.find(toReader(), id)).toEqual(ref);
    });

    unless('find')('finds nothing under a key nobody used, or used elsewhere', async () => {
      const id = nextKey();
      await world.channel.post({ to: { type: 'person', person: world.other }, thread: null }, card('Theirs'), id);
      expect(await world.channel.find(toReader(), id)).toBeNull();
      expect(await world.channel.find(toReader(), 'never used')).toBeNull();
    });

    unless('threads')('finds a card in a thread', async () => {
      const parent = await world.channel.post(toReader(), card('The card'), nextKey());
      const id = nextKey();
      const reply = await world.channel.post({ ...toReader(), thread: parent }, card('Below'), id);
      expect(await world.channel.find({ ...toReader(), thread: parent }, id)).toEqual(reply);
    });

    it('admits that it does not know when the answer to a post is lost', async () => {
      await world.channel.find(toReader(), 'nothing');
      await world.misbehave('lost-answer');
      expect(await kindOf(world.channel.post(toReader(), card('Unanswered'), nextKey()))).toBe('unknown-outcome');
    });

    unless('findLost')('can find a card whose answer was lost', async () => {
      const id = nextKey();
      await world.channel.find(toReader(), id);
      await world.misbehave('lost-answer');
      expect(await kindOf(world.channel.post(toReader(), card('Lost'), id))).toBe('unknown-outcome');
      const found = await world.channel.find(toReader(), id);
      expect(found).not.toBeNull();
      expect(
        (await world.seen(found?.conversation ?? '')).filter(({ text }) => text.includes('About Lost')),
      ).toHaveLength(1);
    });

    it('says that a card is gone', async () => {
      const id = nextKey();
      const ref = await world.channel.post(toReader(), card('Short-lived'), id);
      await world.remove(ref);
      expect(await kindOf(world.channel.update(ref, card('Too late'), id))).toBe('gone');
    });

    it('says who cannot be reached, why, and what to do', async () => {
      const target: PostTarget = { to: { type: 'person', person: world.unreachable }, thread: null };
      const error = await failure(world.channel.post(target, card('In vain'), nextKey()));
      expect(error).toMatchObject({ name: 'ChannelError', kind: 'unreachable' });
      expect(error instanceof Error ? error.message.length : 0).toBeGreaterThan(20);
    });

    it('says how long to wait when it is throttled', async () => {
      await world.channel.post(toReader(), card('Before'), nextKey());
      await world.misbehave('throttled');
      const results = await Promise.all(
        [1, 2].map(() => failure(world.channel.post(toReader(), card('Too fast'), nextKey()))),
      );
      const refused = results.find((result) => result !== 'no failure');
      expect(refused).toMatchObject({ kind: 'throttled' });
      expect(refused instanceof ChannelError ? refused.retryAfterSeconds : null).toBeGreaterThan(0);
    });

    it('tells a platform that is down from one that may have posted', async () => {
      const id = nextKey();
      const ref = await world.channel.post(toReader(), card('Before'), id);
      await world.misbehave('down');
      expect(await kindOf(world.channel.update(ref, card('After'), id))).toBe('unavailable');
      expect(['unavailable', 'unknown-outcome']).toContain(
        await kindOf(world.channel.post(toReader(), card('Now'), nextKey())),
      );
    });

    it('knows who somebody is', async () => {
      const { handles, channel, reader } = world;
      expect(await channel.lookUp({ handle: handles.reader })).toMatchObject({
        handle: handles.reader,
        name: reader.name,
        email: reader.email,
        isBot: false,
        usable: true,
      });
      expect(await channel.lookUp({ handle: handles.bot })).toMatchObject({ isBot: true });
      expect(await channel.lookUp({ handle: handles.deactivated })).toMatchObject({ usable: false });
      expect(await channel.lookUp({ handle: handles.nobody })).toBeNull();
    });

    unless('lookUpByEmail')('knows people by their address', async () => {
      const byEmail = await world.channel.lookUp({ email: world.reader.email });
      expect(byEmail).toEqual(await world.channel.lookUp({ handle: world.handles.reader }));
      expect(await world.channel.lookUp({ email: 'nobody@example.com' })).toBeNull();
    });
  });
}
