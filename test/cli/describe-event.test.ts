import { expect, it } from 'vitest';
import { describeEvent } from '../../src/cli/describe-event.ts';
import { sampleDeparture } from '../support/sample-departures.ts';

it('tells the journal in English, also what people read in two languages', () => {
  const unreachable = { en: 'This account is deactivated.', fr: 'Ce compte est désactivé.' };
  const event = { type: 'post-failed', key: 'task|1', to: 'jonas', retryAt: null, unreachable, gone: false } as const;
  const result = { status: 'manual', message: { en: 'Take the badge back.', fr: 'Reprenez le badge.' } } as const;
  const departure = sampleDeparture();
  const nameOf = () => 'Jonas Weber';
  expect(describeEvent(event, departure, nameOf)).toBe('task did not reach Jonas Weber: This account is deactivated.');
  const recorded = {
    type: 'revocation-recorded',
    actionId: 'badge/1/task/door',
    attempt: 1,
    result,
    late: false,
  } as const;
  expect(describeEvent(recorded, departure, nameOf)).toContain('a person must do it (Take the badge back.)');
  const reason = { en: 'unavailable: GET answered 503', fr: 'unavailable: GET a reçu 503' };
  const look = {
    system: 'crm',
    systemLabel: 'Sales CRM',
    at: '2026-03-20T17:00:00.000Z',
    accessRev: 1,
    asked: [],
    tenant: null,
    accounts: [],
    problem: { kind: 'unreachable' as const, reason },
  };
  const looked = { type: 'looked' as const, look, retryAt: null, appeared: [], planHash: 'x' };
  expect(describeEvent(looked, departure, nameOf)).toContain('Sales CRM: unavailable: GET answered 503');
});
