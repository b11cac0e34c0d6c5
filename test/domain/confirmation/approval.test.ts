import { describe, expect, it } from 'vitest';
import { isConfirmed, validConfirmations } from '../../../src/domain/confirmation/approval.ts';
import type { Confirmation } from '../../../src/domain/confirmation/confirmation.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { createMemoryWorld } from '../../support/memory/memory-world.ts';

const now = '2026-03-10T09:00:00.000Z';

describe('a confirmation', async () => {
  const world = await createMemoryWorld();
  const state: Departure = await world.load(await world.plan());
  const by = (more: Partial<Confirmation>): Departure => ({
    ...state,
    confirmations: [
      {
        by: 'tom',
        role: 'it',
        at: '2026-03-09T09:00:00.000Z',
        planHash: state.planHash ?? '',
        expiresAt: '2026-04-01T09:00:00.000Z',
        ...more,
      },
    ],
  });

  it('counts for the plan that it was given for', () => {
    expect(isConfirmed(by({}), now)).toBe(true);
  });

  it.each([
    ['another plan', { planHash: 'another' }],
    ['a time that is over', { expiresAt: now }],
    ['whoever asked for the departure', { by: 'maya' }],
    ['the person leaving', { by: 'alex' }],
    ['a role that is not asked', { role: 'hr' as const }],
  ])('does not count from %s', (_, more) => {
    expect(isConfirmed(by(more), now)).toBe(false);
  });

  it('counts once for one person', () => {
    const { flow } = state;
    if (!flow) throw new Error('there is no flow');
    const confirmation = { ...flow.confirmation, confirmers: [{ role: 'it' as const, count: 2 }] };
    const asked = { ...by({}), flow: { ...flow, confirmation } };
    expect(validConfirmations(asked, now)).toHaveLength(1);
    expect(isConfirmed(asked, now)).toBe(false);
  });
});
