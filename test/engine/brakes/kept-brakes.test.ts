import { describe, expect, it } from 'vitest';
import { readKept, takeBegin } from '../../../src/engine/brakes/kept-brakes.ts';

const now = '2026-03-20T17:00:00.000Z';

describe('the counters of the brakes', () => {
  it('hold what is beyond a cap of thousands: nothing of the last day is forgotten', () => {
    const limits = { cutOffs: { perHour: 10_000, perDay: 2_101 }, devicesPerDay: 10 };
    const begun = Array.from({ length: 2_100 }, (_, index) => ({ id: `d${index}`, at: '2026-03-20T09:00:00.000Z' }));
    const request = { now, isReleased: false, wipes: 0 };
    const last = takeBegin({ ...readKept(null), begun }, { id: 'last', ...request }, limits);
    expect(last.answer.type).toBe('open');
    expect(takeBegin(last.kept, { id: 'one more', ...request }, limits).answer).toMatchObject({
      type: 'held',
      counted: 2_101,
    });
  });

  it('forget what is older than a day, but for the newest of it', () => {
    const old = Array.from({ length: 2_100 }, (_, index) => ({ id: `d${index}`, at: '2026-03-01T00:00:00.000Z' }));
    const limits = { cutOffs: { perHour: 10, perDay: 40 }, devicesPerDay: 10 };
    const request = { id: 'new', now, isReleased: false, wipes: 0 };
    const { kept } = takeBegin({ begun: old, wipes: [], held: [] }, request, limits);
    expect(kept.begun).toHaveLength(2_001);
    expect(kept.begun.at(0)?.id).toBe('d100');
  });
});
