import { describe, expect, it } from 'vitest';
import { lookAtBrakes, lookAtReleasers } from '../../src/cli/doctor/look-at-brakes.ts';
import { createHrFeedBrake } from '../../src/engine/brakes/hr-feed-brake.ts';
import { brakesNoteKey, readKept, takeBegin } from '../../src/engine/brakes/kept-brakes.ts';
import { brakesSchema } from '../../src/engine/brakes/limits.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { inEnglishToo } from '../support/english.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';

const now = '2026-03-20T17:00:00.000Z';
const limits = brakesSchema.parse({ cutOffs: { perHour: 5 } });

async function afterwards(ids: readonly string[]) {
  const { notes } = createMemoryStore();
  for (const id of ids)
    await notes.change(brakesNoteKey, (note) => {
      const { kept, answer } = takeBegin(readKept(note), { id, now, isReleased: false, wipes: 1 }, limits);
      return { value: kept, answer };
    });
  return lookAtBrakes(notes, limits, new Date(now));
}

describe('what relais doctor says of the brakes', () => {
  it('how far they are, that they are close, and what they hold', async () => {
    expect(inEnglishToo(await afterwards(['a']))).toEqual([
      {
        level: 'good',
        area: 'data',
        message:
          'The brakes are off: 1 of 5 cut-offs in the last hour, 1 of 40 in the last day, 1 of 10 wipes of devices.',
      },
    ]);
    expect(inEnglishToo(await afterwards(['a', 'b', 'c', 'd']))).toMatchObject(
      [{ level: 'note', message: /^The brakes are close: 4 of 5/ }].map((one) => ({
        ...one,
        message: expect.stringMatching(one.message),
      })),
    );
    const [held] = inEnglishToo(await afterwards(['a', 'b', 'c', 'd', 'e', 'f']));
    expect(held).toMatchObject({ level: 'problem', message: expect.stringContaining('holds 1 confirmed cut-off') });
  });

  it('what the brake of the HR feed holds', async () => {
    const { notes } = createMemoryStore();
    const clock = { now: () => new Date(now) };
    const brake = createHrFeedBrake({ notes, clock, limits: limits.hrFeed, headcount: async () => 20 });
    const days = { endsOn: '2026-03-31', movesOn: null };
    const end = (id: string) => ({
      source: 'people',
      label: 'People HR',
      person: id,
      fact: 'f',
      leaver: id,
      name: id,
      ...days,
    });
    await brake.admit(['a', 'b', 'c', 'd'].map(end));
    const [cutOffs, feed, ...more] = inEnglishToo(await lookAtBrakes(notes, limits, new Date(now)));
    expect([cutOffs?.level, more]).toEqual(['good', []]);
    expect(feed).toMatchObject({
      level: 'problem',
      message: expect.stringContaining('holds 4 people since 2026-03-20'),
    });
  });

  it('that too few people could release one', () => {
    const of = (roles: object, readsHr = false) =>
      inEnglishToo(lookAtReleasers(organisationSchema.parse({ roles }), { readsHr }));
    expect(of({ hr: ['nadia@example.com'], it: ['tom@example.com'], admin: ['Tom@example.com'] })).toHaveLength(1);
    const three = { hr: ['nadia@example.com'], it: ['tom@example.com', 'ines@example.com'] };
    expect(of(three)).toEqual([]);
    expect(of(three, true)).toMatchObject([{ message: expect.stringContaining('Only 1 person is of HR') }]);
    expect(of({ ...three, admin: ['hugo@example.com'] }, true)).toEqual([]);
  });
});
