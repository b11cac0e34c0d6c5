import { expect, it } from 'vitest';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import type { Command } from '../../../src/domain/command.ts';
import { decide } from '../../../src/domain/decide.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import { underHold } from '../../../src/domain/hold/held.ts';
import type { Hold } from '../../../src/domain/hold/hold-schema.ts';
import type { CompanyRole } from '../../../src/domain/people/people.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { sampleAction } from '../../support/sample-plan.ts';

const now = '2026-11-20T09:00:00.000Z';
const word = (by: string, hr: boolean) => ({ by, hr, at: now });
const hold = (rest: Partial<Hold>): Hold => ({
  ...{ id: 'h', scope: 'person', reason: 'Dispute', reviewOn: '2027-01-01' },
  ...{ first: word('nadia', true), second: word('tom', false), lift: null },
  ...rest,
});

function codeOf(one: Hold, command: Command, [id, ...roles]: [string, ...CompanyRole[]]): string {
  const state: Departure = { ...sampleDeparture(), holds: [one] };
  const context = { now, calendar: noHolidays, digest: (text: string) => text, leaving: new Set<string>() };
  const outcome = decide(state, command, { ...context, actor: { type: 'person', id, roles } });
  return outcome.type === 'refused' ? outcome.refusal.code : (outcome.events[0]?.type ?? 'nothing');
}

it('is confirmed and lifted by two different people, one of them HR', () => {
  const asked = hold({ second: null });
  const confirm = { type: 'hold.confirm', holdId: 'h' } as const;
  expect(codeOf(asked, confirm, ['nadia', 'hr'])).toBe('second-person-needed');
  expect(codeOf(hold({ second: null, first: word('tom', false) }), confirm, ['ines', 'it'])).toBe('hold-needs-hr');
  expect(codeOf(asked, confirm, ['tom', 'it'])).toBe('hold-confirmed');
  const lift = { type: 'hold.lift', holdId: 'h', reason: 'Settled' } as const;
  const lifting = (by: string, hr: boolean) => hold({ lift: { ...word(by, hr), reason: 'Settled' } });
  expect(codeOf(hold({}), lift, ['tom', 'it'])).toBe('hold-lift-asked');
  expect(codeOf(lifting('tom', false), lift, ['tom', 'it'])).toBe('second-person-needed');
  expect(codeOf(lifting('tom', false), lift, ['ines', 'it'])).toBe('hold-needs-hr');
  expect(codeOf(lifting('tom', false), lift, ['nadia', 'hr'])).toBe('hold-lifted');
});

it('is answered where it was put, and nowhere else', () => {
  const lift = { type: 'hold.lift', holdId: 'h', reason: 'Settled' } as const;
  expect(codeOf(hold({ from: 'other' }), lift, ['nadia', 'hr'])).toBe('hold-elsewhere');
});

it('keeps licences, deletions, wipes and what nobody can undo, and lets ways in close where that can be undone', () => {
  const fallback = { call: 'POST /deactivate', effect: 'destructive' } as const;
  expect(underHold(sampleAction('okta', 'licence'))).toBeNull();
  expect(underHold(sampleAction('okta', 'delete'))).toBeNull();
  expect(underHold(sampleAction('mdm', 'disable', { wipesDevice: true }))).toBeNull();
  expect(underHold(sampleAction('crm', 'disable', { effect: 'destructive' }))).toBeNull();
  expect(underHold(sampleAction('okta', 'credentials', { effect: 'destructive' }))).not.toBeNull();
  expect(underHold(sampleAction('okta', 'disable', { fallback }))).toMatchObject({ fallback: null });
  const gentle = { call: 'POST /suspend', effect: 'reversible' } as const;
  expect(underHold(sampleAction('okta', 'disable', { effect: 'destructive', fallback: gentle }))).toMatchObject(gentle);
});
