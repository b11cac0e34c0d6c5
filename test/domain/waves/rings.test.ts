import { expect, it } from 'vitest';
import type { Departure } from '../../../src/domain/departure.ts';
import { ringsOf } from '../../../src/domain/waves/rings.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';

const now = '2026-04-01T09:00:00.000Z';

/** Somebody whose access was to end at `from`, ends at `at`, and is held by a brake. */
function held(from: string, at = from) {
  const sample = sampleDeparture();
  if (sample.dates === null) throw new Error('no dates');
  const departure: Departure = {
    ...sample,
    status: 'active',
    runStartedAt: null,
    wave: { id: 'w1', members: ['p1', 'p2'] },
    systems: [],
    dates: { ...sample.dates, cutOff: { ...sample.dates.cutOff, at } },
    alerts: [{ id: `a-${at}`, kind: 'braked', subject: 'cut-off', at, clearedAt: null }],
  };
  return { member: { from }, departure };
}

const first = '2026-03-20T17:00:00.000Z';
const later = '2026-03-27T17:00:00.000Z';

it('rings once for all who leave at one time, however far their cut-offs are spread', () => {
  expect(ringsOf([held(first), held(first, '2026-03-20T19:41:00.000Z')], now)).toEqual([`braked/cut-off/${first}`]);
});

it('rings again for those of another time, and for whom it was moved since', () => {
  expect(ringsOf([held(first), held(later)], now)).toEqual([`braked/cut-off/${first}`, `braked/cut-off/${later}`]);
  expect(ringsOf([held(first), held(first, later)], now)).toEqual([
    `braked/cut-off/${first}`,
    `braked/cut-off/${later}`,
  ]);
});

it('rings for nobody who was erased, or is on their own', () => {
  const { member, departure } = held(first);
  const alone = { ...departure, wave: { id: 'w1', members: [], leftAt: now } };
  expect(
    ringsOf(
      [
        { member, departure: null },
        { member, departure: alone },
      ],
      now,
    ),
  ).toEqual([]);
});
