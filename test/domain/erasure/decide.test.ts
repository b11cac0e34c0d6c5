import { expect, it } from 'vitest';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { day, plus } from '../../../src/domain/calendar/time.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { timedErasure } from '../../../src/domain/erasure/work.ts';
import type { CompanyRole } from '../../../src/domain/people/people.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleRevocation, sampleTask } from '../../support/sample-plan.ts';

const now = plus(cutOff, 2 * day);
const gone = sampleRevocation(sampleAction('okta', 'disable'), { status: 'verified', endedAt: cutOff });
const over = sampleDeparture({
  ...{ status: 'completed', ended: { at: now, by: null, reason: null } },
  ...{ revocations: [gone], tasks: [], runStartedAt: cutOff, runEndedAt: cutOff },
});
/** Whoever gives access back still has to. */
const restoring: Departure = {
  ...over,
  status: 'retained',
  tasks: [sampleTask('restore-okta', { nature: 'restore' })],
};

function codeOf(state: Departure, type: 'erasure.ask' | 'erasure.confirm', [id, ...roles]: [string, ...CompanyRole[]]) {
  const command = type === 'erasure.ask' ? { type, reason: 'Asked for' } : { type };
  const outcome = decide(state, command, {
    ...{ now, calendar: noHolidays, digest: (text: string) => text, leaving: new Set<string>() },
    actor: { type: 'person', id, roles },
  });
  return outcome.type === 'refused' ? outcome.refusal.code : (outcome.events[0]?.type ?? 'nothing');
}

const asked = (by: string, hr: boolean) => ({ ...over, erasureAsked: { by, hr, at: now, reason: 'Asked for' } });

it('is decided by two different people, one of them HR', () => {
  expect(codeOf(over, 'erasure.ask', ['hugo', 'admin'])).toBe('erasure-asked');
  expect(codeOf(asked('hugo', false), 'erasure.confirm', ['hugo', 'admin'])).toBe('second-person-needed');
  expect(codeOf(asked('hugo', false), 'erasure.confirm', ['ada', 'admin'])).toBe('hold-needs-hr');
  expect(codeOf(asked('hugo', false), 'erasure.confirm', ['nadia', 'hr'])).toBe('erasure-began');
  expect(codeOf(asked('nadia', true), 'erasure.confirm', ['hugo', 'admin'])).toBe('erasure-began');
});

it('is decided by nobody while somebody still has to act in it, or only its record knows what is open', () => {
  expect(codeOf(restoring, 'erasure.ask', ['nadia', 'hr'])).toBe('erasure-too-early');
  const left = { by: 'tom', reason: 'Needed', until: plus(now, day), at: now };
  const waived = { ...over, revocations: [{ ...gone, status: 'waived' as const, waiver: left }] };
  expect(codeOf(waived, 'erasure.ask', ['nadia', 'hr'])).toBe('erasure-too-early');
});

it('comes by the clock once its time is over, and not while somebody still has to act in it', () => {
  const retention = { sector: null, policies: [] };
  const begins = (state: Departure) => timedErasure(state, { retention }).map(({ event }) => event.type);
  expect(begins(over)).toEqual(['erasure-began']);
  expect(begins({ ...restoring, tasks: [] })).toEqual(['erasure-began']);
  expect(begins(restoring)).toEqual([]);
});
