import { describe, expect, it } from 'vitest';
import { openAgainMessages } from '../../src/domain/actions/open-again.ts';
import type { Revocation } from '../../src/domain/actions/revocation.ts';
import { alarms } from '../../src/domain/alerts/alarms.ts';
import { noHolidays } from '../../src/domain/calendar/business-days.ts';
import { hour, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { digestCard } from '../../src/views/cards/digest.ts';
import { homeCard } from '../../src/views/cards/home.ts';
import type { HomeNumbers } from '../../src/views/cards/home-dashboards.ts';
import { meetingCard } from '../../src/views/cards/meeting-card.ts';
import { sampleDeparture, samples } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cutOff, dismissalFlow, planHash, sampleAction, sampleRevocation, sampleTask } from '../support/sample-plan.ts';
import { blockActions, cardTexts } from '../support/view-text.ts';

const now = plus(cutOff, 5 * minute);

function of(name: string): { departure: Departure; now: string } {
  const found = samples[name];
  if (!found) throw new Error(name);
  return found;
}

function textOf(card: CardView): string {
  return cardTexts(card).join('\n');
}

/** An account whose closing failed, and whose factors were given up because it is still open. */
function heldOpen(closing: Partial<Revocation> = {}): Departure {
  const failure = { kind: 'rejected', message: 'no', at: cutOff } as const;
  const calledAt = cutOff;
  return sampleDeparture({
    runStartedAt: cutOff,
    revocations: [
      sampleRevocation(sampleAction('okta', 'credentials'), {
        status: 'failed',
        calledAt,
        failure: { ...failure, kind: 'still-open', message: { en: 'it is open', fr: 'il est ouvert' } },
      }),
      sampleRevocation(sampleAction('okta', 'disable'), { status: 'failed', calledAt, failure, ...closing }),
    ],
  });
}

function alert(kind: Departure['alerts'][number]['kind'], subject: string, clearedAt: string | null = null) {
  return { id: `${kind}-1`, kind, subject, at: cutOff, clearedAt };
}

describe('what waits for the closing of an account', () => {
  it('stands below the closing, without a Retry of its own', () => {
    for (const card of [
      accessCard(heldOpen(), people.tom, now, { roles: ['it'] }),
      alertCard(heldOpen(), alert('action-failed', 'okta/1'), people.tom, now),
    ]) {
      const retries = blockActions(card.blocks).filter(({ act }) => act.name === 'access.retry');
      expect(retries.map(({ act }) => act.target)).toEqual(['okta/1/disable']);
      const text = textOf(card);
      expect(text.indexOf('Disable the account')).toBeLessThan(text.indexOf('Follows once the account is closed'));
      expect(text.indexOf('Follows once the account is closed')).toBeLessThan(text.indexOf('Withdraw keys and tokens'));
    }
  });

  it('is no alarm as long as the closing goes on by itself', () => {
    const calendar = noHolidays;
    const raised = (departure: Departure) =>
      alarms(departure, { now, calendar, leaving: new Set() })
        .filter(({ at, subject }) => subject === 'okta/1' && at <= now)
        .map(({ kind }) => kind);
    expect(raised(heldOpen())).toEqual(['action-failed']);
    expect(raised(heldOpen({ notBefore: plus(now, minute) }))).toEqual([]);
  });
});

describe('an action that is open again', () => {
  it('is not said to be what a read-back after a call found', () => {
    const open = (message: string) =>
      textOf(
        accessCard(
          sampleDeparture({
            runStartedAt: cutOff,
            revocations: [
              sampleRevocation(sampleAction('okta', 'disable'), {
                status: 'failed',
                failure: { kind: 'read-back-differs', message, at: cutOff },
              }),
            ],
          }),
          people.tom,
          now,
        ),
      );
    const readBack = 'It was looked at again: what was to end is still there.';
    // Whether the system said yes is not known here: it may have failed, and what was to end was looked at all the
    // same.
    expect(open('the account is ACTIVE')).toContain(readBack);
    expect(open('the account is ACTIVE')).not.toContain('The system said yes');
    for (const [message, words] of [
      [openAgainMessages.disproved, 'It was said to be done by hand, and the system still shows it.'],
      [openAgainMessages.used, 'The account was used after access had ended'],
      [openAgainMessages['came-back'], 'It had ended, and it is there again.'],
    ] as const) {
      expect(open(message)).toContain(words);
      expect(open(message)).not.toContain(readBack);
      expect(open(message)).not.toContain('The system said yes');
    }
  });

  it('names what it ends also where it has no target', () => {
    const named = { en: 'sign-in factors', fr: 'facteurs de connexion' };
    const departure = sampleDeparture({
      revocations: [sampleRevocation(sampleAction('okta', 'credentials', { named }))],
    });
    expect(textOf(accessCard(departure, people.tom, plus(cutOff, -hour)))).toContain('Withdraw sign-in factors');
    expect(textOf(accessCard(departure, reading(people.tom, 'fr'), plus(cutOff, -hour)))).toContain(
      'facteurs de connexion',
    );
  });
});

describe('an alarm that is over', () => {
  const over = (departure: Departure) =>
    textOf(alertCard(departure, alert('account-open', 'okta/1', plus(cutOff, 3 * minute)), people.tom, now));

  it('says "settled" only where nothing is left to settle', () => {
    const verified = sampleRevocation(sampleAction('okta', 'disable'), { status: 'verified', endedAt: cutOff });
    const settled = sampleDeparture({ revocations: [verified], runStartedAt: cutOff, runEndedAt: cutOff });
    expect(over(settled)).toContain('Settled on');
    expect(over(heldOpen())).not.toContain('Settled');
    expect(over(heldOpen())).toContain('the access still needs somebody');
    const cancelled = sampleDeparture({
      revocations: [verified],
      status: 'cancelled',
      ended: { at: now, by: 'maya', reason: null },
    });
    expect(over(cancelled)).not.toContain('Settled');
    expect(over(cancelled)).not.toContain('still needs somebody');
  });
});

describe('a departure that was cancelled a moment ago', () => {
  it('offers one way back at a time', () => {
    const { departure, now: at } = of('cancelled a moment ago');
    const ways = (when: string) =>
      blockActions(departureCard(departure, people.maya, when).blocks)
        .map(({ label }) => label)
        .filter((label) => label === 'Undo' || label === 'Reopen');
    expect(ways(at)).toEqual(['Undo']);
    expect(ways(plus(at, hour))).toEqual(['Reopen']);
  });
});

describe('the home page', () => {
  const numbers: HomeNumbers = {
    active: 1,
    lateTasks: 0,
    openConfirmations: 0,
    failedActions: 0,
    manualActions: 1,
    handovers: { done: 0, total: 0 },
    equipment: { done: 0, total: 0 },
    licences: { done: 0, total: 0 },
    knowledge: { done: 0, total: 0 },
    timeToDeactivate: [],
  };
  const homeOf = (departure: Departure, reader = people.tom, roles: readonly ('it' | 'hr')[] = ['it']) =>
    homeCard({ reader, roles, now, departures: [departure], numbers: roles.length > 0 ? numbers : null, survey: null });

  it('of IT names what is to be done by hand and what appeared, not only what failed', () => {
    const byHand = sampleRevocation(sampleAction('badge', 'task'), { status: 'manual' });
    const door = sampleRevocation(sampleAction('okta', 'groups', { id: 'okta/1/groups/9' }), { appearedAt: now });
    const departure = {
      ...sampleDeparture({ revocations: [byHand, door], runStartedAt: cutOff, planHash }),
      accounts: sampleDeparture().accounts,
    };
    const text = textOf(homeOf(departure));
    expect(text).toContain('1 to do by hand');
    expect(text).toContain('that appeared and');
    // Before the run nothing is due yet.
    expect(textOf(homeOf({ ...departure, runStartedAt: null }))).not.toContain('to do by hand');
  });

  it('and the digest ask for an answer to what was not answered', () => {
    const tasks = [
      sampleTask('a', { assignee: 'jonas', status: 'offered', nature: 'handover' }),
      sampleTask('b', { assignee: 'jonas', status: 'accepted' }),
    ];
    const departure = sampleDeparture({ tasks });
    const open = tasks.map((task) => ({ departure, task }));
    for (const card of [homeOf(departure, people.jonas, []), digestCard(open, people.jonas, now)]) {
      const on = (id: string) =>
        blockActions(card.blocks).flatMap(({ act, label }) => (act.target === id ? [label] : []));
      expect(on('a')).toEqual(['Accept', 'Done', 'Decline']);
      expect(on('b')).toEqual(['Done']);
    }
  });
});

describe('the end of access at a meeting', () => {
  const flow = dismissalFlow;
  const revocations = [
    sampleRevocation(sampleAction('okta', 'disable')),
    sampleRevocation(sampleAction('okta', 'sessions', { residualMinutes: 90 })),
  ];
  const { confirmations } = of('armed').departure;

  it('says beside "within minutes" what works for longer', () => {
    const departure = sampleDeparture({ kind: 'dismissal', flow, revocations, confirmations });
    const before = plus(cutOff, -hour);
    for (const card of [meetingCard(departure, people.maya, before), departureCard(departure, people.maya, before)]) {
      expect(textOf(card)).toContain('may still work for up to 1 hour 30 minutes in Okta.');
      const release = blockActions(card.blocks).find(({ act }) => act.name === 'cut-off.release');
      expect(release?.confirm?.text).toContain('may still work for up to');
    }
    const plain = sampleDeparture({ kind: 'dismissal', flow, confirmations });
    expect(
      textOf(meetingCard({ ...plain, revocations: plain.revocations.slice(0, 1) }, people.maya, before)),
    ).not.toContain('may still work');
  });

  it('shows afterwards until when it does', () => {
    const released = { by: 'maya', at: cutOff };
    const closed = revocations.map((one) => ({
      ...one,
      status: 'verified' as const,
      endedAt: now,
      residualUntil: one.action.residualMinutes > 0 ? plus(cutOff, 90 * minute) : null,
    }));
    const departure = sampleDeparture({
      kind: 'dismissal',
      flow,
      released,
      revocations: closed,
      runStartedAt: cutOff,
      runEndedAt: now,
    });
    expect(textOf(meetingCard(departure, people.maya, now))).toContain('Okta: what was open before may work until');
  });
});
