import { expect, it } from 'vitest';
import { noHolidays } from '../../../src/domain/calendar/business-days.ts';
import { day, plus } from '../../../src/domain/calendar/time.ts';
import { decide } from '../../../src/domain/decide.ts';
import { sampleDeparture } from '../../support/sample-departures.ts';
import { createdAt, planHash } from '../../support/sample-plan.ts';

it('counts once, however often one person presses, and anew once it has ended', () => {
  const now = plus(createdAt, day);
  const given = (expiresAt: string) => [{ by: 'tom', role: 'it' as const, at: createdAt, planHash, expiresAt }];
  const press = (expiresAt: string) => {
    const outcome = decide(
      sampleDeparture({ confirmations: given(expiresAt) }),
      { type: 'access.confirm', planHash },
      {
        ...{ now, calendar: noHolidays, digest: (text: string) => text, leaving: new Set<string>() },
        actor: { type: 'person', id: 'tom', roles: ['it'] },
      },
    );
    return outcome.type === 'refused' ? outcome.refusal.code : outcome.events[0]?.type;
  };
  expect(press(plus(now, 1))).toBe('already-confirmed');
  expect(press(now)).toBe('access-confirmed');
});
