import { describe, expect, it } from 'vitest';
import { toInstant } from '../../../src/domain/calendar/time.ts';
import type { CompanyRole } from '../../../src/domain/people/people.ts';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { heldByFeed, leaveHeld, releaseHeld } from '../../../src/engine/brakes/hr-feed-release.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { createVirtualClock } from '../../support/memory/virtual-time.ts';

const who = (id: string, ...roles: CompanyRole[]) => ({ id, roles });
const nadia = who('nadia', 'hr');
const hugo = who('hugo', 'admin');
const end = (person: string, fact = '2026-03-31') => ({
  ...{ source: 'bamboo', label: 'Bamboo', person, fact, leaver: `id-${person}`, name: person },
  ...{ endsOn: '2026-03-31', movesOn: null },
});
const ends = (count: number, from = 0) => Array.from({ length: count }, (_, index) => end(`p${from + index}`));

function company({ people = 4, percent = 5, headcount = null as number | null } = {}) {
  const clock = createVirtualClock('2026-03-02T09:00:00.000Z');
  const { notes } = createMemoryStore();
  const make = () => createHrFeedBrake({ notes, clock, limits: { people, percent }, headcount: async () => headcount });
  const held = () => heldByFeed(notes, toInstant(clock.now()));
  return { clock, brake: make(), another: make, held, at: { notes, clock } };
}

/** What each of so many is answered, when it is told by itself. */
async function oneByOne(brake: ReturnType<typeof company>['brake'], people: readonly string[]) {
  const answers: string[] = [];
  for (const person of people) answers.push(...(await brake.admit([end(person)])));
  return answers;
}

describe('the brake on what HR systems report', () => {
  it('lets so many begin in a day, counts each once, and holds everything new from then on', async () => {
    const { brake, another, held, clock } = company();
    expect(await oneByOne(brake, ['p1', 'p2', 'p3', 'p4', 'p1', 'p4'])).toEqual(Array(6).fill('begin'));
    // Another process counts the same, and so does one after a restart.
    expect(await another().admit([end('p5'), end('p1')])).toEqual(['hold', 'begin']);
    expect((await held()).ends.map(({ person }) => person)).toEqual(['p5']);
    // A day later there would be room again: no clock lets go what is held, and nothing passes it by.
    clock.set(new Date('2026-03-04T09:00:00.000Z'));
    expect(await oneByOne(brake, ['p5', 'p6', 'p1'])).toEqual(['hold', 'hold', 'begin']);
  });

  it('takes one reading as one thing: all of it begins, or none', async () => {
    const { brake, held } = company();
    expect(await brake.admit(ends(5))).toEqual(Array(5).fill('hold'));
    expect((await held()).ends).toHaveLength(5);
    expect(await company().brake.admit(ends(4))).toEqual(Array(4).fill('begin'));
  });

  it('gives the last place to one of those who ask at once', async () => {
    const { brake, another } = company({ people: 3 });
    const others = [another(), another(), brake];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => others[index % 3]?.admit([end(`p${index}`)])),
    );
    expect(answers.flat().filter((one) => one === 'begin')).toHaveLength(3);
  });

  it('goes on once two different people have released exactly what was held', async () => {
    const { brake, held, clock, at } = company();
    await brake.admit(ends(5));
    const { hash } = await held();
    expect(await releaseHeld(at, who('maya'), hash)).toBe('not-permitted');
    expect(await releaseHeld(at, who('tom', 'it'), hash)).toBe('not-permitted');
    expect(await releaseHeld(at, nadia, hash)).toBe('waits-for-another');
    expect(await releaseHeld(at, nadia, hash)).toBe('waits-for-another');
    expect(await brake.admit([end('p4')])).toEqual(['hold']);
    // One more is held meanwhile: the list is another one.
    await brake.admit([end('p5')]);
    expect(await releaseHeld(at, hugo, hash)).toBe('changed');
    const both = (await held()).hash;
    expect((await held()).releasedBy).toEqual([]);
    expect(await releaseHeld(at, hugo, both)).toBe('waits-for-another');
    clock.set(new Date('2026-03-02T13:00:00.000Z'));
    expect(await releaseHeld(at, nadia, both)).toBe('waits-for-another');
    expect(await releaseHeld(at, hugo, both)).toBe('released');
    expect(await brake.admit(ends(6))).toEqual(Array(6).fill('begin'));
    // What was released took no place of the cap.
    expect(await brake.admit(ends(4, 6))).toEqual(Array(4).fill('begin'));
    expect(await brake.admit([end('p10')])).toEqual(['hold']);
  });

  it('is never released, or left, by somebody who is on the list', async () => {
    const { brake, held, at } = company();
    await brake.admit(ends(5));
    const { hash } = await held();
    const listed = who('id-p3', 'hr', 'admin');
    expect(await releaseHeld(at, listed, hash)).toBe('on-the-list');
    expect(await leaveHeld(at, listed, hash)).toBe('on-the-list');
    expect(await releaseHeld(at, nadia, hash)).toBe('waits-for-another');
    expect(await releaseHeld(at, listed, hash)).toBe('on-the-list');
    expect((await held()).ends).toHaveLength(5);
  });

  it('forgets a release when somebody’s word changes, who then stands there once', async () => {
    const { brake, held, at } = company();
    await brake.admit(ends(5));
    const { hash, trippedAt } = await held();
    await releaseHeld(at, nadia, hash);
    await brake.admit([end('p0', '2026-04-30')]);
    const after = await held();
    expect([after.ends.length, after.releasedBy, after.trippedAt]).toEqual([5, [], trippedAt]);
    expect(await releaseHeld(at, hugo, hash)).toBe('changed');
  });

  it('leaves a whole list by one person’s word until HR says something else', async () => {
    const { brake, held, at } = company();
    await brake.admit(ends(5));
    const { hash } = await held();
    expect(await leaveHeld(at, who('tom', 'it'), hash)).toBe('not-permitted');
    expect(await leaveHeld(at, nadia, 'another')).toBe('changed');
    expect(await leaveHeld(at, nadia, hash)).toBe('left');
    expect(await brake.admit(ends(5))).toEqual(Array(5).fill('leave'));
    expect(await brake.admit([end('p0', '2026-04-30')])).toEqual(['begin']);
    expect((await held()).decided).toMatchObject({ what: 'left', by: ['nadia'] });
  });

  it('counts a share of everybody where that is fewer, but lets three through in any company', async () => {
    const large = () => company({ people: 100, percent: 1, headcount: 600 }).brake;
    expect(await large().admit(ends(6))).toEqual(Array(6).fill('begin'));
    expect(await large().admit(ends(7))).toEqual(Array(7).fill('hold'));
    const small = () => company({ people: 100, percent: 1, headcount: 20 }).brake;
    expect(await small().admit(ends(3))).toEqual(Array(3).fill('begin'));
    expect(await small().admit(ends(4))).toEqual(Array(4).fill('hold'));
    // Nobody knows how many there are: the number alone counts.
    expect(await company({ people: 100, percent: 1 }).brake.admit(ends(100))).toEqual(Array(100).fill('begin'));
  });

  it('counts all of a day, however many a cap allows', async () => {
    const { brake } = company({ people: 5_000 });
    expect(new Set(await brake.admit(ends(5_000)))).toEqual(new Set(['begin']));
    expect(await brake.admit([end('one more')])).toEqual(['hold']);
  });

  it('holds nothing back any more for an end that HR took back', async () => {
    const { brake, held, clock } = company({ people: 3 });
    await brake.admit(ends(3));
    await brake.admit([end('p4')]);
    clock.set(new Date('2026-03-04T09:00:00.000Z'));
    await brake.settle([{ source: 'elsewhere', person: 'p4' }]);
    expect(await brake.admit([end('p5')])).toEqual(['hold']);
    await brake.settle([
      { source: 'bamboo', person: 'p4' },
      { source: 'bamboo', person: 'p5' },
    ]);
    expect((await held()).trippedAt).toBeNull();
    expect(await brake.admit([end('p6')])).toEqual(['begin']);
  });
});
