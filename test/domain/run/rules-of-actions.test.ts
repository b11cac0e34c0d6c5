import { describe, expect, it } from 'vitest';
import type { Revocation } from '../../../src/domain/actions/revocation.ts';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import type { Command } from '../../../src/domain/command.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import type { Hold } from '../../../src/domain/hold/hold-schema.ts';
import type { EmploymentFact } from '../../../src/domain/hr/employment-fact.ts';
import { nothingTold } from '../../../src/domain/hr/hr-schema.ts';
import type { Person } from '../../../src/domain/people/people.ts';
import type { ActionResult } from '../../../src/domain/systems/action-result.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { people } from '../../support/sample-people.ts';
import { cutOff, dates, sampleAction, sampleRevocation } from '../../support/sample-plan.ts';

const now = plus(cutOff, minute);
const action = sampleAction('okta', 'disable');
const leaseUntil = plus(now, 2 * minute);

/** A run under way in which this action may be called: what each test takes one thing from. */
function running(revocation: Partial<Revocation> = {}, more: Partial<Departure> = {}): Departure {
  const state = sampleDeparture({ revocations: [sampleRevocation(action, revocation)], runStartedAt: cutOff, ...more });
  return { ...state, systems: state.systems.map((one) => ({ ...one, resolvedAt: plus(cutOff, 1000) })) };
}

const held: Hold = {
  ...{ id: 'h', scope: 'departure', reason: 'Dispute', reviewOn: '2027-01-01', lift: null },
  ...{ first: { by: 'nadia', hr: true, at: cutOff }, second: { by: 'tom', hr: false, at: cutOff } },
};

function codeOf(state: Departure, command: Command, person: Person | null = null): string {
  const actor = person ? ({ type: 'person', id: person.id, roles: ['it'] } as const) : ({ type: 'system' } as const);
  const outcome = decide(state, command, {
    ...{ now, actor, calendar: noHolidays, digest: (text: string) => text, leaving: new Set<string>() },
  });
  return outcome.type === 'refused' ? outcome.refusal.code : (outcome.events[0]?.type ?? 'nothing');
}

describe('a call', () => {
  const call = { type: 'revocation.intend', actionId: action.id, mode: 'act', leaseUntil } as const;
  const later = { ...dates.cutOff, at: plus(now, minute) };
  const harder = { ...action, effect: 'destructive' } as const;
  const none = { destructive: 0, wipes: 0 };
  const fact: EmploymentFact = {
    ...{ source: 'people', label: 'People HR', person: '7', status: 'employed', startsOn: '2027-03-01' },
    ...{ end: null, move: null, changedAt: null, hash: 'again' },
  };
  const hr = { ...nothingTold, again: { fact, since: cutOff, settled: null } };
  const others: readonly [string, Departure, string][] = [
    ['before its time', running({}, { runStartedAt: null }), 'not-confirmed-yet'],
    ['of what nobody confirmed', { ...running(), accounts: [] }, 'not-confirmed-yet'],
    ['once the person stays', { ...running(), status: 'retained' }, 'wrong-status'],
    ['while somebody else makes it', running({ lease: { until: plus(now, 1), mode: 'act' } }), 'stale'],
    ['before the pause that the system asked for is over', running({ notBefore: plus(now, 1) }), 'stale'],
    ['whose outcome is not known yet', running({ mustReadBack: true }), 'stale'],
    ['of what is proven gone', running({ status: 'verified' }), 'stale'],
    ['before a cut-off that was put off', running({}, { dates: { ...dates, cutOff: later } }), 'not-confirmed-yet'],
    ['once HR says that the person is employed again', { ...running(), hr, runFirstEndedAt: cutOff }, 'stale'],
    ['beyond what a brake allows', { ...running({ action: harder }), allowance: none }, 'braked'],
    ['in a system that was not looked at', sampleDeparture({ ...running(), systems: [] }), 'stale'],
  ];

  it('is begun in a run that is confirmed and due', () => {
    expect(codeOf(running(), call)).toBe('revocation-intended');
    expect(codeOf({ ...running({ action: harder }), allowance: { ...none, destructive: 1 } }, call)).toBe(
      'revocation-intended',
    );
    // A run that is under way closes the ways in, whatever HR says meanwhile.
    expect(codeOf({ ...running(), hr }, call)).toBe('revocation-intended');
  });

  it('is not begun while a legal hold keeps what it would destroy', () => {
    const licence = sampleAction('okta', 'licence');
    const state = running();
    const covered = [{ stage: licence.stage, effect: licence.effect }];
    const accounts = state.accounts.map((account) => ({ ...account, covered }));
    const takes = { ...state, accounts, revocations: [sampleRevocation(licence, {})] };
    const intend = { ...call, actionId: licence.id };
    expect(codeOf(takes, intend)).toBe('revocation-intended');
    expect(codeOf({ ...takes, holds: [held] }, intend)).toBe('under-hold');
    expect(codeOf({ ...state, holds: [held] }, call)).toBe('revocation-intended');
  });

  it.each(others)('is not begun %s', (_, state, code) => {
    expect(codeOf(state, call)).toBe(code);
  });
});

describe('a result', () => {
  const under = running({ status: 'running', attempts: 2, lease: { until: leaseUntil, mode: 'act' } });
  const result: ActionResult = { status: 'verified', evidence: [] };
  const told = { type: 'revocation.record', actionId: action.id, attempt: 2, leaseUntil, result } as const;

  it('is taken from whoever holds the lease, while it lasts, and of this try alone', () => {
    expect(codeOf(under, told)).toBe('revocation-recorded');
    expect(codeOf(under, { ...told, leaseUntil: plus(leaseUntil, 1) })).toBe('stale');
    expect(codeOf(under, { ...told, attempt: 1 })).toBe('stale');
    const over = running({ status: 'running', attempts: 2, lease: { until: now, mode: 'act' } });
    expect(codeOf(over, { ...told, leaseUntil: now })).toBe('stale');
  });
});

describe('what people do about one action', () => {
  const failed = { status: 'failed', rev: 5, attempts: 1 } as const;
  const target = { actionId: action.id, rev: 5 };

  it('hands it to nobody who leaves, and waives it until no day that has passed', () => {
    const state = running(failed);
    expect(codeOf(state, { type: 'access.hand', ...target, to: people.alex }, people.tom)).toBe('assignee-is-leaver');
    expect(codeOf(state, { type: 'access.hand', ...target, to: people.tom }, people.tom)).toBe('revocation-handed');
    const waive = { type: 'access.waive', ...target, reason: 'Needed until May' } as const;
    expect(codeOf(state, { ...waive, until: now }, people.tom)).toBe('waiver-in-past');
    expect(codeOf(state, { ...waive, until: plus(now, minute) }, people.tom)).toBe('revocation-waived');
  });

  it('says of nothing that a legal hold keeps that it was done by hand', () => {
    const licence = sampleAction('okta', 'licence');
    const state = running(failed);
    const byHand = { ...state, revocations: [sampleRevocation(licence, { status: 'manual', rev: 5 })] };
    const prove = { type: 'access.prove', actionId: licence.id, rev: 5, proof: 'I took it back' } as const;
    expect(codeOf({ ...byHand, holds: [held] }, prove, people.tom)).toBe('under-hold');
    expect(codeOf(byHand, prove, people.tom)).not.toBe('under-hold');
  });

  it('proves only what is a person’s to do, and retries nothing ahead of its run', () => {
    const prove = { type: 'access.prove', ...target, proof: 'I removed it by hand' } as const;
    expect(codeOf(running(failed), prove, people.tom)).toBe('action-not-manual');
    expect(codeOf(running({ status: 'manual', rev: 5 }), prove, people.tom)).toBe('revocation-proved');
    const retry = { type: 'access.retry', ...target } as const;
    expect(codeOf(running(failed), retry, people.tom)).toBe('revocation-retried');
    expect(codeOf(running({ rev: 5 }), retry, people.tom)).toBe('not-confirmed-yet');
    expect(codeOf(running(failed, { runStartedAt: null }), retry, people.tom)).toBe('not-confirmed-yet');
  });

  it('accepts by hand what somebody else did, and never as whoever asked for the departure', () => {
    const proof = { by: 'ines', text: 'By hand', at: cutOff, second: null };
    const state = running({ status: 'manual', rev: 5, proof });
    const accept = { type: 'access.accept-proof', ...target } as const;
    expect(codeOf(state, accept, people.tom)).toBe('revocation-proof-accepted');
    expect(codeOf(state, accept, people.ines)).toBe('second-person-needed');
    expect(codeOf({ ...state, requester: 'tom' }, accept, people.tom)).toBe('requester-cannot-confirm');
  });
});
