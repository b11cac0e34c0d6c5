import { describe, expect, it } from 'vitest';
import { waitsUntil } from '../../../src/domain/actions/order.ts';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

describe('what waits for an account to be closed', () => {
  const sessions = sampleRevocation(sampleAction('code', 'sessions', { needs: ['disable'] }));

  it.each([
    ['a call closes it', false, plus(cutOff, 10 * minute)],
    ['a person closes it, who may take days', true, null],
  ])('where %s', (_, manual, until) => {
    const door = sampleRevocation(sampleAction('code', 'disable', { manual }));
    const state = sampleDeparture({ revocations: [door, sessions], runStartedAt: cutOff });
    expect(waitsUntil(state, sessions)).toBe(until);
  });
});
