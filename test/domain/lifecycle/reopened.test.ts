import { expect, it } from 'vitest';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import { reopened } from '../../../src/domain/lifecycle/reopened.ts';
import { record } from '../../../src/domain/run/decide-calls.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

it('takes no result of a call that was under way when the departure was called off', () => {
  const leaseUntil = plus(cutOff, 2 * minute);
  const calling = sampleRevocation(sampleAction('okta', 'sessions'), {
    status: 'running',
    attempts: 1,
    calledAt: cutOff,
    lease: { until: leaseUntil, mode: 'act' },
    mustReadBack: true,
  });
  const cancelled = sampleDeparture({
    status: 'cancelled',
    ended: { at: plus(cutOff, minute / 2), by: 'nadia', reason: 'a mistake' },
    runStartedAt: cutOff,
    revocations: [calling],
  });
  const now = plus(cutOff, minute);
  const result = { status: 'accepted' as const, evidence: [], readBackAt: now };
  const report = {
    type: 'revocation.record' as const,
    actionId: calling.action.id,
    attempt: 1,
    leaseUntil,
    result,
  };
  expect(record(cancelled, report, now).type).toBe('events');
  expect(record(reopened(cancelled, now), report, now)).toMatchObject({ refusal: { code: 'stale' } });
});
