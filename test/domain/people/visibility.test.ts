import { describe, expect, it } from 'vitest';
import { revealedAt } from '../../../src/domain/people/visibility.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleFlow, sampleRevocation } from '../../support/sample-plan.ts';

describe('a confidential departure whose run has begun', () => {
  const flow = sampleFlow({ confidential: true });
  const silent = sampleRevocation(sampleAction('okta', 'disable'));
  const running = (...revocations: (typeof silent)[]) =>
    sampleDeparture({ flow, revocations, released: null, runStartedAt: cutOff });

  it('is told once a system was called', () => {
    expect(revealedAt(running({ ...silent, attempts: 1 }))).toBe(cutOff);
  });

  it('stays a secret where only people were asked to do something', () => {
    const byHand = sampleRevocation(sampleAction('badge', 'task', { manual: true }), { status: 'manual', attempts: 1 });
    expect(revealedAt(running(silent, byHand))).toBeNull();
  });
});
