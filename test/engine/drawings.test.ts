import { describe, expect, it } from 'vitest';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { createDrawings, type Moment, watch } from '../../src/engine/cards/drawings.ts';
import { createMemoryWorld, type MemoryWorld, testPeople } from '../support/memory/memory-world.ts';
import { cardTexts } from '../support/view-text.ts';

const spec = { card: 'departure', subject: null, reader: testPeople.manager.id } as const;
const reader = testPeople.manager;

async function planned(): Promise<{ world: MemoryWorld; departure: Departure; now: string }> {
  const world = await createMemoryWorld();
  const departure = await world.load(await world.plan());
  return { world, departure, now: world.clock.now().toISOString() };
}

const at = (departure: Departure, now: string, changesAt: string | null = null): Moment => ({
  departure,
  now,
  changesAt: () => changesAt,
});

describe('a card that is drawn again', () => {
  it('is the very same while nothing that it says has changed', async () => {
    const { world, departure, now } = await planned();
    const drawings = createDrawings(world.deps);
    const first = drawings.draw(spec, reader, at(departure, now));
    expect(first?.view.title).toContain('Alex Moreau');
    const posts = departure.posts.map((post) => ({ ...post, at: now, hash: 'another', lease: now, failures: 1 }));
    const posted = { ...departure, posts, version: departure.version + 1, entries: departure.entries + 1 };
    expect(drawings.draw(spec, reader, at(posted, now))).toBe(first);
  });

  it('says what is true now once anything of it has: the departure, its reader', async () => {
    const { world, departure, now } = await planned();
    const drawings = createDrawings(world.deps);
    const first = drawings.draw(spec, reader, at(departure, now));
    const renamed = { ...departure, leaver: { ...departure.leaver, name: 'Alexandra Moreau' } };
    const second = drawings.draw(spec, reader, at(renamed, now));
    expect(second?.view.title).toContain('Alexandra Moreau');
    expect(second?.hash).not.toBe(first?.hash);
    const french = drawings.draw(spec, { ...reader, locale: 'fr' }, at(renamed, now));
    expect(french?.hash).not.toBe(second?.hash);
  });

  it('is not taken over an instant at which a card of that state says something else', async () => {
    const { world, departure, now } = await planned();
    const drawings = createDrawings(world.deps);
    const soon = plus(now, 60_000);
    const first = drawings.draw(spec, reader, at(departure, now, soon));
    expect(drawings.draw(spec, reader, at(departure, plus(now, 59_999)))).toBe(first);
    expect(drawings.draw(spec, reader, at(departure, soon))).not.toBe(first);
  });

  it('tells of a mail that went in its place, although nothing else has changed', async () => {
    const { world, departure, now } = await planned();
    const drawings = createDrawings(world.deps);
    const first = drawings.draw(spec, reader, at(departure, now));
    const [post] = departure.posts.filter(({ key }) => key === 'departure|-|maya');
    if (!post) throw new Error('the card was not posted');
    const ref = { channel: 'email' as const, conversation: 'maya@example.com', message: 'm1' };
    const mailed = { ...departure, posts: [{ ...post, mailed: { at: now, instead: 'slack' as const, ref } }] };
    const second = drawings.draw(spec, reader, at(mailed, now));
    const texts = (drawn: typeof first) => (drawn ? cardTexts(drawn.view) : []);
    expect(texts(second)).toHaveLength(texts(first).length + 1);
    expect(second?.hash).not.toBe(first?.hash);
    expect(drawings.draw(spec, reader, at(departure, now))?.hash).toBe(first?.hash);
  });
});

describe('what was read of a departure', () => {
  it('is told by identity, whichever way it was asked for', async () => {
    const { departure } = await planned();
    const other = { ...departure, tasks: [...departure.tasks] };
    const reads: readonly ((seen: Departure) => unknown)[] = [
      (seen) => seen.tasks,
      ({ tasks }) => tasks,
      (seen) => 'tasks' in seen,
      (seen) => Object.hasOwn(seen, 'tasks'),
      (seen) => ({ ...seen }),
      (seen) => Object.keys(seen),
      (seen) => JSON.stringify(seen),
    ];
    for (const read of reads) {
      const watched = watch(departure);
      read(watched.departure);
      expect(watched.isUnchangedIn(departure)).toBe(true);
      expect(watched.isUnchangedIn(other), String(read)).toBe(false);
    }
    const [post] = departure.posts;
    if (!post) throw new Error('nothing was posted');
    const words = { en: 'The mailbox is closed', fr: 'La boîte est fermée' };
    const closed = { ...departure, posts: departure.posts.map((one) => ({ ...one, unreachable: words })) };
    for (const read of [
      (seen: Departure) => seen.posts.some(({ unreachable }) => unreachable !== null),
      ({ posts }: Departure) => posts.map((one) => ({ ...one })),
      (seen: Departure) => JSON.stringify(seen.posts),
    ]) {
      const watched = watch(departure);
      read(watched.departure);
      expect(watched.isUnchangedIn(closed), String(read)).toBe(false);
    }
    const more = watch(departure);
    expect(more.departure.posts.length).toBe(departure.posts.length);
    expect(more.isUnchangedIn({ ...departure, posts: [...departure.posts, post] })).toBe(false);
    expect(more.isUnchangedIn(closed)).toBe(true);
    const elsewhere = watch(departure);
    expect(elsewhere.departure.leaver.name).toBe('Alex Moreau');
    expect(elsewhere.isUnchangedIn(other)).toBe(true);
  });
});
