import { expect, it } from 'vitest';
import { decideLooks } from '../../../src/domain/looks/decide-looks.ts';
import type { Stage } from '../../../src/domain/systems/action.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

const later = '2027-01-01T00:00:00.000Z';

it.each<[Stage, string, string]>([
  ['disable', 'the sign-in', 'la connexion'],
  ['credentials', 'keys and tokens', 'les clés et jetons'],
])('names a stage that is still listed to each reader in their language: %s', (stage, en, fr) => {
  const one = sampleRevocation(sampleAction('okta', stage), { status: 'verified', endedAt: cutOff, endedRev: 1 });
  const state = sampleDeparture({ revocations: [one], runStartedAt: cutOff, accessRev: 1 });
  const [account] = state.accounts;
  if (!account) throw new Error('no account');
  const look = {
    system: 'okta',
    systemLabel: 'Okta',
    at: later,
    accessRev: 1,
    asked: [],
    tenant: account.tenant,
    accounts: [{ account, snapshot: {}, items: [{ action: one.action, standing: 'open' as const }] }],
    problem: null,
  };
  const outcome = decideLooks(state, [{ look, retryAt: null }], {
    digest: (text) => text,
    now: later,
    actor: { type: 'system' },
  });
  expect(outcome).toMatchObject({
    events: [
      { type: 'looked', look: { problem: { reason: { en: `still-listed: ${en}`, fr: `still-listed: ${fr}` } } } },
    ],
  });
});
