import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { evolve } from '../../../src/domain/evolve.ts';
import type { CompanyRole } from '../../../src/domain/people/people.ts';
import {
  forbidden,
  isPermitted,
  mayStart,
  type Permitted,
  permissions,
  relations,
} from '../../../src/domain/people/permissions.ts';
import { confidentialFlow, testPeople } from '../../support/memory/memory-world.ts';
import { cases, codesAllowed, commands, inPhase, asOf as now, sample } from '../../support/permission-cases.ts';
import { type Cell, cells, phases } from '../../support/permission-matrix.ts';

const context = { calendar: noHolidays, digest: (text: string) => `#${text.length}`, leaving: new Set<string>() };

/** Where a table differs from what is written by hand. */
function disagreements(permitted: Permitted): string[] {
  return cells.flatMap(({ phase: { name, status, running }, type, relation, may }) =>
    running
      .filter((begun) => permitted(type, relation, { status, running: begun }) !== may)
      .map(() => `${name}: ${relation} ${may ? 'may' : 'may not'} ${type}`),
  );
}

/** The table under test with one cell turned round. */
function flipped({ phase, type, relation }: Cell): Permitted {
  return (asked, by, at) => {
    const turned =
      asked === type && by === relation && at.status === phase.status && phase.running.includes(at.running);
    return isPermitted(asked, by, at) !== turned;
  };
}

describe('permissions', async () => {
  const active = await sample();

  it('are cell by cell what is written by hand', () => {
    expect(disagreements(isPermitted)).toEqual([]);
  });

  it('are written down whole: each command once in each state, and none that does not exist', () => {
    const names = cells.map(({ phase, type, relation }) => `${phase.name} ${type} ${relation}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(phases.length * Object.keys(permissions).length * relations.length);
  });

  it.each(phases)('every flipped cell of $name is noticed', (phase) => {
    const unnoticed = cells
      .filter((cell) => cell.phase === phase)
      .filter((cell) => disagreements(flipped(cell)).length === 0)
      .map(({ type, relation }) => `${type} ${relation}`);
    expect(unnoticed).toEqual([]);
  });

  // The canary of the two above: what is noticed is noticed by what people are answered, too.
  it('a flipped cell changes what people are answered', () => {
    const complete = { type: 'departure.complete' } as const;
    const leaver = { type: 'person', id: 'alex', roles: ['hr'] } as const;
    const leaverCompletes = cells.find(
      (cell) => cell.phase.name === 'active' && cell.type === 'departure.complete' && cell.relation === 'leaver',
    );
    if (!leaverCompletes) throw new Error('no such cell');
    const before = inPhase(active, { name: 'active', status: 'active', running: [false] });
    expect(forbidden(before, leaver, complete, now)).toMatchObject({ code: 'not-permitted' });
    expect(forbidden(before, leaver, complete, now, flipped(leaverCompletes))).toBeNull();
  });

  for (const phase of phases)
    for (const one of cases)
      it(`${one.actor} × every command × ${phase.name}: as written by hand, and the refusal tells nobody more than they may know`, () => {
        const { actor, id, roles } = one;
        const state = inPhase(active, phase);
        for (const command of commands(state)) {
          const outcome = decide(state, command, { ...context, now, actor: { type: 'person', id, roles } });
          const code = outcome.type === 'refused' ? outcome.refusal.code : null;
          const told = `${actor} ${command.type} ${phase.name}: ${code ?? 'done'}`;
          const allowed = codesAllowed(one, command, phase);
          if ('only' in allowed) expect(allowed.only, told).toContain(code);
          else expect(allowed.never, told).not.toContain(code);
        }
      });

  it('every pair of a state and a permitted command changes the state or is refused for its own reason, never silently', () => {
    for (const command of commands(active))
      for (const { id, roles } of cases) {
        const outcome = decide(active, command, { ...context, now, actor: { type: 'person', id, roles } });
        if (outcome.type === 'refused') continue;
        let next = active;
        for (const event of outcome.events) next = evolve(next, { at: now, by: id, event });
        if (command.type !== 'access.replan')
          expect(next, command.type).not.toEqual({ ...active, entries: next.entries });
      }
  });

  it('nobody who asked for a departure, or is leaving, ever confirms it', () => {
    for (const roles of [['it'], ['hr', 'it', 'admin']] as const)
      for (const id of ['maya', 'alex']) {
        const unconfirmed = { ...active, confirmations: [], runStartedAt: null };
        const outcome = decide(
          unconfirmed,
          { type: 'access.confirm', planHash: active.planHash ?? '' },
          { ...context, now, actor: { type: 'person', id, roles } },
        );
        expect(outcome).toMatchObject({ type: 'refused' });
      }
  });

  it('a confidential departure is unknown to the leaver and to teammates, whatever they ask', () => {
    const hidden: Departure = { ...active, flow: confidentialFlow, released: null };
    for (const command of commands(hidden))
      for (const id of ['alex', 'priya', 'jonas'])
        expect(decide(hidden, command, { ...context, now, actor: { type: 'person', id, roles: [] } })).toMatchObject({
          refusal: { code: 'not-found' },
        });
  });

  it('only HR, admins and the recorded manager begin a departure, and nobody their own', () => {
    const as = (id: string, ...roles: CompanyRole[]) => ({ type: 'person' as const, id, roles });
    expect(mayStart(as('maya'), testPeople.leaver)).toBe(true);
    expect(mayStart(as('nadia', 'hr'), testPeople.leaver)).toBe(true);
    expect(mayStart(as('jonas'), testPeople.leaver)).toBe(false);
    expect(mayStart(as('jonas'), { id: 'alex', managerId: null })).toBe(false);
    expect(mayStart(as('alex', 'hr', 'admin'), testPeople.leaver)).toBe(false);
  });

  it('whoever asked for a departure makes no exception in it, whatever their role', () => {
    const one = active.revocations[0];
    const waive = {
      type: 'access.waive',
      actionId: one?.action.id ?? '',
      rev: one?.rev ?? 0,
      reason: 'Needed until May',
      until: null,
    } as const;
    const by = (id: string) => decide(active, waive, { ...context, now, actor: { type: 'person', id, roles: ['it'] } });
    expect(by('maya')).toMatchObject({ refusal: { code: 'requester-cannot-confirm' } });
    expect(by('tom')).toMatchObject({ type: 'events' });
  });

  it('a click that saw an older state is refused', () => {
    const outcome = decide(
      active,
      { type: 'task.accept', taskId: 'handover-1', rev: 0 },
      { ...context, now, actor: { type: 'person', id: 'priya', roles: [] } },
    );
    expect(outcome).toMatchObject({ refusal: { code: 'stale' } });
  });

  it('only Relais itself reports results', () => {
    const forged = {
      type: 'post.record',
      key: 'k',
      to: 'x',
      ref: { channel: 'slack', conversation: 'c', message: 'm' },
      hash: 'h',
      over: null,
    } as const;
    expect(
      decide(active, forged, { ...context, now, actor: { type: 'person', id: 'tom', roles: ['admin', 'it', 'hr'] } }),
    ).toMatchObject({
      refusal: { code: 'not-permitted' },
    });
  });
});
