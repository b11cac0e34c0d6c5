import { describe, expect, it } from 'vitest';
import { createHrFeedBrake } from '../../../src/engine/brakes/hr-feed-brake.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { createVirtualClock } from '../../support/memory/virtual-time.ts';

const nadia = { id: 'nadia', roles: ['hr'] };
const tom = { id: 'tom', roles: ['it'] };
const end = (person: string) => ({ source: 'bamboo', person, fact: '2026-03-31' });

function company({ people = 4, percent = 5, headcount = null as number | null } = {}) {
  const clock = createVirtualClock('2026-03-02T09:00:00.000Z');
  const { notes } = createMemoryStore();
  const make = () => createHrFeedBrake({ notes, clock, limits: { people, percent }, headcount: async () => headcount });
  return { clock, brake: make(), another: make };
}

describe('the brake on what HR systems report', () => {
  it('lets so many begin in a day, counts each once, and holds everything new from then on', async () => {
    const { brake, another, clock } = company();
    for (const one of ['p1', 'p2', 'p3', 'p4', 'p1', 'p4']) expect(await brake.admit(end(one)), one).toBe('begin');
    // Another process counts the same, and so does one after a restart.
    expect(await another().admit(end('p5'))).toBe('hold');
    expect((await another().held()).ends.map(({ person }) => person)).toEqual(['p5']);
    // A day later there would be room again: no clock lets go what is held, and nothing passes it by.
    clock.set(new Date('2026-03-04T09:00:00.000Z'));
    expect(await brake.admit(end('p5'))).toBe('hold');
    expect(await brake.admit(end('p6'))).toBe('hold');
    expect(await brake.admit(end('p1'))).toBe('begin');
  });

  it('gives the last place to one of those who ask at once', async () => {
    const { brake, another } = company({ people: 3 });
    const others = [another(), another(), brake];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => others[index % 3]?.admit(end(`p${index}`))),
    );
    expect(answers.filter((one) => one === 'begin')).toHaveLength(3);
  });

  it('goes on once two different people have released exactly what was held', async () => {
    const { brake, clock } = company();
    for (const one of ['p1', 'p2', 'p3', 'p4', 'p5']) await brake.admit(end(one));
    const { hash } = await brake.held();
    expect(await brake.release({ id: 'maya', roles: [] }, hash)).toBe('not-permitted');
    expect(await brake.release(nadia, hash)).toBe('waits-for-another');
    expect(await brake.release(nadia, hash)).toBe('waits-for-another');
    expect(await brake.admit(end('p5'))).toBe('hold');
    // One more is held meanwhile: the list is another one.
    await brake.admit(end('p6'));
    expect(await brake.release(tom, hash)).toBe('changed');
    const both = (await brake.held()).hash;
    expect(await brake.release(tom, both)).toBe('waits-for-another');
    clock.set(new Date('2026-03-02T13:00:00.000Z'));
    expect(await brake.release(nadia, both)).toBe('waits-for-another');
    expect(await brake.release(tom, both)).toBe('released');
    expect(await brake.admit(end('p5'))).toBe('begin');
    expect(await brake.admit(end('p6'))).toBe('begin');
    // What was released took no place, and the day's cap is as full as it was.
    expect(await brake.admit(end('p7'))).toBe('hold');
  });

  it('counts a share of everybody where that is fewer, but lets three through in any company', async () => {
    const large = company({ people: 100, percent: 1, headcount: 600 });
    for (let index = 0; index < 6; index += 1) expect(await large.brake.admit(end(`p${index}`))).toBe('begin');
    expect(await large.brake.admit(end('p6'))).toBe('hold');
    const small = company({ people: 100, percent: 1, headcount: 20 });
    for (let index = 0; index < 3; index += 1) expect(await small.brake.admit(end(`p${index}`))).toBe('begin');
    expect(await small.brake.admit(end('p3'))).toBe('hold');
  });

  it('holds nothing back any more for an end that HR took back', async () => {
    const { brake, clock } = company({ people: 3 });
    for (const one of ['p1', 'p2', 'p3', 'p4']) await brake.admit(end(one));
    clock.set(new Date('2026-03-04T09:00:00.000Z'));
    await brake.settle(end('p4'));
    expect(await brake.admit(end('p5'))).toBe('begin');
  });
});
