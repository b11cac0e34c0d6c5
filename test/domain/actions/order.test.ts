import { describe, expect, it } from 'vitest';
import { waitsForData, waitsUntil } from '../../../src/domain/actions/order.ts';
import type { Revocation } from '../../../src/domain/actions/revocation.ts';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, dismissalFlow, sampleAction, sampleFlow, sampleRevocation } from '../../support/sample-plan.ts';

const nothingKept = () => false;

describe('what waits for an account to be closed', () => {
  const sessions = sampleRevocation(sampleAction('code', 'sessions', { needs: ['disable'] }));

  it.each([
    ['a call closes it', false, plus(cutOff, 10 * minute)],
    ['a person closes it, who may take days', true, null],
  ])('where %s', (_, manual, until) => {
    const door = sampleRevocation(sampleAction('code', 'disable', { manual }));
    const state = sampleDeparture({ revocations: [door, sessions], runStartedAt: cutOff });
    expect(waitsUntil(state, sessions, nothingKept)).toBe(until);
  });
});

describe('an account whose closing a legal hold keeps from being done', () => {
  it('has its keys ended at once', () => {
    const door = sampleRevocation(sampleAction('code', 'disable', { effect: 'destructive' }));
    const keys = sampleRevocation(sampleAction('code', 'credentials', { needs: ['disable'] }));
    const state = sampleDeparture({ revocations: [door, keys], runStartedAt: cutOff });
    expect(waitsUntil(state, keys, () => false)).toBe(plus(cutOff, 10 * minute));
    expect(waitsUntil(state, keys, ({ action }) => action.stage === 'disable')).toBeNull();
  });
});

const began = '2026-03-20T17:00:00.000Z';
const afterTwoMinutes = '2026-03-20T17:02:00.000Z';

/** As at Google: second factors change while the account is open only, sessions end behind it. */
const closing = sampleRevocation(sampleAction('google', 'disable', { needs: ['credentials'] }));
const factors = sampleRevocation(sampleAction('google', 'credentials', { target: { id: '2sv', label: '2SV' } }));
const enforced = sampleRevocation(
  sampleAction('google', 'credentials', { target: { id: 'enforced', label: '2SV' }, needs: ['disable'] }),
);

const handOver = sampleRevocation(sampleAction('google', 'data', { needs: ['disable'] }));
const licence = sampleRevocation(sampleAction('google', 'licence', { needs: ['disable', 'data'] }));

function departure(revocations: readonly Revocation[], rest: Partial<Departure> = {}): Departure {
  return sampleDeparture({ flow: sampleFlow({}), runStartedAt: began, revocations: [...revocations], ...rest });
}

describe('a closing for which something has to be done before', () => {
  it('waits for it, two minutes at most', () => {
    expect(waitsUntil(departure([closing, factors]), closing, nothingKept)).toBe(afterTwoMinutes);
    expect(waitsUntil(departure([closing, factors]), factors, nothingKept)).toBeNull();
  });

  it('waits no longer for what was begun late, or is called again and again', () => {
    const late: Revocation = { ...factors, status: 'running', startedAt: '2026-03-20T17:01:59.000Z' };
    expect(waitsUntil(departure([closing, late]), closing, nothingKept)).toBe(afterTwoMinutes);
    const appeared: Revocation = { ...factors, appearedAt: '2026-03-20T17:01:30.000Z' };
    expect(waitsUntil(departure([closing, appeared]), closing, nothingKept)).toBe(afterTwoMinutes);
  });

  it('does not wait for what is done, or waits for a person', () => {
    const done: Revocation = { ...factors, status: 'verified' };
    const failed: Revocation = { ...factors, status: 'failed', notBefore: null };
    for (const other of [done, failed])
      expect(waitsUntil(departure([closing, other]), closing, nothingKept)).toBeNull();
  });

  it('does not wait for what waits for the closing', () => {
    expect(waitsUntil(departure([closing, enforced]), closing, nothingKept)).toBeNull();
    expect(waitsUntil(departure([closing, enforced]), enforced, nothingKept)).toBe('2026-03-20T17:10:00.000Z');
  });

  it('comes first where the cut-off is released by a click', () => {
    const urgent = departure([closing, factors], { flow: dismissalFlow });
    expect(waitsUntil(urgent, closing, nothingKept)).toBeNull();
    expect(waitsUntil(urgent, factors, nothingKept)).toBe('2026-03-20T17:10:00.000Z');
  });

  it('waits two minutes at most for what its system demands, also where the cut-off is released by a click', () => {
    // As at Zoom: only a member is deactivated, so roles end before.
    const member = sampleRevocation(sampleAction('zoom', 'disable', { needs: ['groups'] }));
    const role = sampleRevocation(sampleAction('zoom', 'groups', { target: { id: '1', label: 'Admin' } }));
    const urgent = departure([member, role], { flow: dismissalFlow });
    expect(waitsUntil(urgent, member, nothingKept)).toBe(afterTwoMinutes);
    expect(waitsUntil(urgent, role, nothingKept)).toBeNull();
    expect(waitsUntil(departure([member, { ...role, status: 'verified' }]), member, nothingKept)).toBeNull();
  });

  it('comes first where it was to be now, unless another time was set since', () => {
    const planned = departure([closing, factors]);
    const now = departure([closing, factors], {
      draft: { ...planned.draft, dates: planned.dates, nowConfirmed: true },
    });
    expect(waitsUntil(now, closing, nothingKept)).toBeNull();
    expect(waitsUntil(now, factors, nothingKept)).toBe('2026-03-20T17:10:00.000Z');
    if (planned.dates === null) throw new Error('no dates');
    const cutOff = { ...planned.dates.cutOff, at: '2026-03-19T17:00:00.000Z' };
    const putOff = { ...now, draft: { ...now.draft, dates: { ...planned.dates, cutOff } } };
    expect(waitsUntil(putOff, closing, nothingKept)).toBe(afterTwoMinutes);
  });
});

describe('a licence for which data has to be handed over before', () => {
  const waits = (other: Revocation) => waitsForData(departure([other, licence]), licence);

  it('waits without end, also for what failed or waits for a person', () => {
    for (const status of ['planned', 'running', 'accepted', 'failed', 'manual'] as const)
      expect(waits({ ...handOver, status }), status).toBe(true);
  });

  it('goes on once it is proven or waived', () => {
    expect(waits({ ...handOver, status: 'verified' })).toBe(false);
    expect(waits({ ...handOver, status: 'waived' })).toBe(false);
    expect(waitsForData(departure([licence]), licence)).toBe(false);
  });

  it('is the only one that waits, and for its own account only', () => {
    expect(waitsForData(departure([handOver, factors]), factors)).toBe(false);
    const elsewhere = sampleRevocation(sampleAction('google', 'data', { accountId: '2' }));
    expect(waits(elsewhere)).toBe(false);
  });
});
