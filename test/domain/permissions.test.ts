import { describe, expect, it } from 'vitest';
import { noHolidays } from '../../src/domain/calendar.ts';
import { decide } from '../../src/domain/decide.ts';
import { type Departure, departureStatusSchema } from '../../src/domain/departure.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { CompanyRole } from '../../src/domain/people.ts';
import { mayStart } from '../../src/domain/permissions.ts';
import { confidentialFlow, testPeople } from '../support/memory/memory-world.ts';
import { cases, codesAllowed, commands, inStatus, asOf as now, sample } from '../support/permission-cases.ts';

const context = { calendar: noHolidays, digest: (text: string) => `#${text.length}`, leaving: new Set<string>() };

describe('permissions', async () => {
  const active = await sample();

  for (const status of departureStatusSchema.options)
    for (const one of cases)
      it(`${one.actor} × every command × ${status}: as the table says, and the refusal tells nobody more than they may know`, () => {
        const { actor, id, roles } = one;
        const state = inStatus(active, status);
        for (const [type, command] of Object.entries(commands(state))) {
          const outcome = decide(state, command, { ...context, now, actor: { type: 'person', id, roles } });
          const code = outcome.type === 'refused' ? outcome.refusal.code : null;
          const told = `${actor} ${type} ${status}: ${code ?? 'done'}`;
          const allowed = codesAllowed(one, command, status);
          if ('only' in allowed) expect(allowed.only, told).toContain(code);
          else expect(allowed.never, told).not.toContain(code);
        }
      });

  it('every pair of a state and a permitted command changes the state or is refused for its own reason, never silently', () => {
    for (const command of Object.values(commands(active)))
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
    for (const command of Object.values(commands(hidden)))
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
