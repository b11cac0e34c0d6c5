import { describe, expect, it } from 'vitest';
import { planText } from '../../../src/domain/plan/plan-hash.ts';
import type { PlannedAction } from '../../../src/domain/systems/action.ts';

const action: PlannedAction = {
  id: 'okta/00u1/groups/00g7',
  system: 'okta',
  systemLabel: 'Okta',
  tier: 'identity',
  tenant: 'https://example.okta.com o-1',
  accountId: '00u1',
  accountLogin: 'alex.moreau@example.com',
  stage: 'groups',
  target: { id: '00g7', label: 'Payroll' },
  call: 'DELETE /api/v1/groups/00g7/users/00u1',
  effect: 'reversible',
  fallback: null,
  needs: ['disable'],
  manual: false,
  residualMinutes: 0,
};
const kept = { ...action, id: 'okta/00u1/groups/00g8', target: { id: '00g8', label: 'Everyone' } };
const plan = {
  leaverId: 'p-alex',
  cutOff: '2026-03-20T17:00:00.000Z',
  mode: 'scheduled',
  actions: [action],
  kept: [kept],
};

describe('what a confirmation is for', () => {
  it.each<[string, object]>([
    ['nothing is kept', { kept: [] }],
    ['something else is kept', { kept: [{ ...kept, id: 'okta/00u1/groups/00g9' }] }],
    ['it is kept in another organisation', { kept: [{ ...kept, tenant: 'https://example.okta.com o-2' }] }],
    ['it ends in another organisation', { actions: [{ ...action, tenant: 'https://example.okta.com o-2' }] }],
    ['another account is meant', { actions: [{ ...action, accountId: '00u2' }] }],
    ['it cannot be undone', { actions: [{ ...action, effect: 'destructive' }] }],
    ['another call is made', { actions: [{ ...action, call: 'DELETE /api/v1/groups/00g7' }] }],
    ['there is a harder way besides', { actions: [{ ...action, fallback: { call: 'x', effect: 'destructive' } }] }],
    ['a person does it', { actions: [{ ...action, manual: true }] }],
    ['it ends at another time', { cutOff: '2026-03-20T18:00:00.000Z' }],
    ['somebody else leaves', { leaverId: 'p-leo' }],
  ])('is another plan where %s', (_, change) => {
    expect(planText({ ...plan, ...change })).not.toBe(planText(plan));
  });

  it('is the same plan where only names differ', () => {
    const renamed = { ...action, systemLabel: 'Okta EMEA', target: { id: '00g7', label: 'Payroll (next)' } };
    expect(planText({ ...plan, actions: [renamed] })).toBe(planText(plan));
  });
});
