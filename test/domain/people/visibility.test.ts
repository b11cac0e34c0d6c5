import { describe, expect, it } from 'vitest';
import { plus } from '../../../src/domain/calendar/time.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import { forbidden } from '../../../src/domain/people/permissions.ts';
import { isInsider, maySee, revealedAt } from '../../../src/domain/people/visibility.ts';
import type { ActionResult } from '../../../src/domain/systems/action-result.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { cutOff, sampleAction, sampleFlow, sampleRevocation } from '../../support/sample-plan.ts';

describe('a confidential departure whose run has begun', () => {
  const flow = sampleFlow({ confidential: true });
  const silent = sampleRevocation(sampleAction('okta', 'disable'));
  const at = '2026-11-27T17:00:03.000Z';
  const running = (...revocations: (typeof silent)[]) =>
    sampleDeparture({ flow, revocations, released: null, runStartedAt: cutOff });
  const answered = (departure: Departure, result: ActionResult) => {
    const { id: actionId } = departure.revocations[0]?.action ?? { id: '' };
    const event = { type: 'revocation-recorded' as const, actionId, attempt: 1, result, late: false };
    return evolve(departure, { at, by: 'system', event });
  };
  const worked: ActionResult = { status: 'accepted', evidence: [], readBackAt: null };
  const refused: ActionResult = {
    status: 'failed',
    kind: 'unavailable',
    message: { en: 'down', fr: 'en panne' },
    evidence: [],
    retryAt: null,
  };

  it('is told once a call has worked', () => {
    expect(revealedAt(answered(running(silent), worked))).toBe(at);
    expect(revealedAt(answered(running(silent), { status: 'verified', evidence: [] }))).toBe(at);
  });

  it('stays a secret where every call was refused, however often', () => {
    const intended = running({ ...silent, attempts: 3, status: 'running' });
    expect(revealedAt(intended)).toBeNull();
    expect(revealedAt(answered(intended, refused))).toBeNull();
  });

  it('is told for ever: what worked may fail to be read back', () => {
    const once = answered(running(silent), worked);
    expect(revealedAt(answered(once, refused))).toBe(at);
  });

  it('stays a secret where only people were asked to do something', () => {
    const byHand = sampleRevocation(sampleAction('badge', 'task', { manual: true }), { status: 'manual', attempts: 1 });
    expect(revealedAt(running(silent, byHand))).toBeNull();
    const proof = {
      type: 'revocation-proved' as const,
      actionId: byHand.action.id,
      proof: 'done',
      secondPerson: false,
    };
    expect(revealedAt(evolve(running(silent, byHand), { at, by: 'tom', event: proof }))).toBe(at);
  });

  it('stays a secret where somebody ended something by hand before the run', () => {
    const earlier = { status: 'verified' as const, endedAt: plus(cutOff, -60_000) };
    const byHand = sampleRevocation(sampleAction('badge', 'task', { manual: true }), earlier);
    expect(revealedAt(answered(running(silent, byHand), refused))).toBeNull();
    const later = { ...byHand, endedAt: plus(cutOff, 1) };
    expect(revealedAt(answered(running(silent, later), refused))).toBe(at);
  });

  it('stays a secret where the run has ended, and everything waits for a person', () => {
    const failed = answered(running(silent), refused);
    const ended = evolve(failed, { at, by: 'system', event: { type: 'run-ended' } });
    expect([ended.runFirstEndedAt, revealedAt(ended)]).toEqual([at, null]);
    const waive = { type: 'revocation-waived' as const, actionId: silent.action.id, reason: 'Kept', until: null };
    expect(revealedAt(evolve(ended, { at, by: 'tom', event: waive }))).toBe(at);
  });

  it('stays a secret where nothing is known to end, and a system has not told who the person is there', () => {
    const [asked] = sampleDeparture({}).systems;
    if (!asked) throw new Error('the sample asks no system');
    const problem = { kind: 'unreachable' as const, reason: 'unavailable: down' };
    const unasked = (systems: Departure['systems']) =>
      revealedAt(sampleDeparture({ flow, revocations: [], released: null, systems }));
    expect(unasked([{ ...asked, problem }])).toBeNull();
    expect(unasked([{ ...asked, problem: null }])).toBe(cutOff);
  });

  it('stays a secret where something was proven before the run', () => {
    const before = answered({ ...running(silent), runStartedAt: null }, { status: 'verified', evidence: [] });
    expect(revealedAt(before)).toBeNull();
    const begun = evolve(before, { at: plus(at, 1000), by: 'system', event: { type: 'run-began' } });
    expect(revealedAt(begun)).toBeNull();
  });

  it('is told by the release where people release it, whatever the calls say', () => {
    const released = sampleFlow({ confidential: true, cutOff: { ...flow.cutOff, mode: 'released' } });
    expect(revealedAt(answered({ ...running(silent), flow: released }, worked))).toBeNull();
  });
});

it('a draft that an HR system began is HR’s and the administrators’, and the manager’s once that is shared: IT sees none', () => {
  const begun = (shared: boolean) => {
    const hr = { told: null, agreed: null, hadEnd: false, answered: [], again: null };
    const by = { readers: ['nadia'], shared, takenBy: null };
    return sampleDeparture({ status: 'draft', requester: 'system', flow: null, hr: { ...hr, begun: by } });
  };
  const sees = (shared: boolean) =>
    (
      [
        ['nadia', 'hr'],
        ['hugo', 'admin'],
        ['tom', 'it'],
        ['maya', null],
        ['jonas', null],
      ] as const
    )
      .filter(([id, role]) => maySee(begun(shared), { id, roles: role === null ? [] : [role] }, cutOff))
      .map(([id]) => id);
  expect(sees(false)).toEqual(['nadia', 'hugo']);
  expect(sees(true)).toEqual(['nadia', 'hugo', 'maya']);
});

it('the leaver is no insider of their own departure, whatever role they hold', () => {
  const cast = { hr: ['alex', 'nadia'], it: ['alex'], admin: ['alex'] };
  const departure = sampleDeparture({ cast, requester: 'alex', manager: 'alex' });
  expect(['alex', 'nadia', 'jonas'].map((person) => isInsider(departure, person))).toEqual([false, true, false]);
});

it('what is being erased is there for nobody any more, in what they see and in what they may do', () => {
  const erasure = { at: cutOff, why: 'decided' as const, evidenceUntil: null, cards: [], notBefore: null };
  const everybody = [
    { id: 'nadia', roles: ['hr'] },
    { id: 'maya', roles: [] },
    { id: 'alex', roles: [] },
  ] as const;
  const ended = sampleDeparture({ status: 'completed' });
  for (const person of everybody) {
    const actor = { type: 'person' as const, ...person };
    const sees = (departure: Departure) => [
      maySee(departure, person, cutOff),
      forbidden(departure, actor, { type: 'erasure.withdraw' }, cutOff)?.code,
    ];
    expect(sees(ended), person.id).toEqual([true, person.id === 'nadia' ? undefined : 'not-permitted']);
    expect(sees({ ...ended, erasure }), person.id).toEqual([false, 'not-found']);
  }
});
