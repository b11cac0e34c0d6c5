import { describe, expect, it } from 'vitest';
import { hour, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { handedCard } from '../../src/views/cards/handed-card.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cutOff, sampleAction, sampleRevocation } from '../support/sample-plan.ts';
import { cardTexts } from '../support/view-text.ts';

type Alert = Departure['alerts'][number];

const now = plus(cutOff, 2 * hour);
const verified = { status: 'verified', endedAt: plus(cutOff, minute) } as const;

function alert(kind: Alert['kind'], subject: string, clearedAt: string | null = plus(cutOff, hour)): Alert {
  return { id: `${kind}-1`, kind, subject, at: cutOff, clearedAt };
}

function settled(rest: Partial<Departure> = {}): Departure {
  const one = sampleRevocation(sampleAction('okta', 'disable'), verified);
  return sampleDeparture({ revocations: [one], runStartedAt: cutOff, runEndedAt: now, ...rest });
}

describe('a settled alarm', () => {
  it('says what is now true, with a tick only where that is good', () => {
    const card = alertCard(settled(), alert('account-open', 'okta/1'), people.tom, now);
    expect(card.title).toBe('An account was still open');
    expect(card.tone).toBe('good');
    const texts = cardTexts(card);
    expect(texts).toContain('access: ended');
    expect(texts).toContain('Okta, lynxlogin@example.com');
    expect(texts.join('\n')).not.toContain('is not proven closed');
    const french = alertCard(settled(), alert('account-open', 'okta/1'), reading(people.tom, 'fr'), now);
    expect(french.title).toBe('Un compte était resté ouvert');
    expect(cardTexts(french)).toContain('accès\u202f: fermés');
  });

  it('has no tick while access stands open, knowingly or not', () => {
    const waiver = { by: 'tom', reason: 'needed', until: null, at: now };
    const waived = sampleRevocation(sampleAction('okta', 'disable'), { status: 'waived', waiver });
    const kept = alertCard(settled({ revocations: [waived] }), alert('account-open', 'okta/1'), people.tom, now);
    expect(kept.tone).toBe('neutral');
    expect(cardTexts(kept).join('\n')).toContain('waived and stays open');
    const cancelled = settled({ status: 'cancelled', ended: { at: now, by: 'maya', reason: null } });
    const stopped = alertCard(cancelled, alert('cut-off-unconfirmed', 'cut-off'), people.tom, now);
    expect(stopped.tone).toBe('neutral');
    expect(stopped.title).toBe('The set time had passed without confirmation');
    expect(cardTexts(stopped)).toContain('cancelled');
  });

  it('of every kind has no sentence in the present about what was wrong', () => {
    const kinds = [
      'residual-access',
      'activity',
      'cut-off-unconfirmed',
      'unreleased',
      'unassigned',
      'plan-unresolved',
      'unchecked',
      'action-failed',
      'account-open',
      'appeared',
      'proof-waits',
    ] as const;
    for (const kind of kinds) {
      const up = alertCard(settled(), alert(kind, 'okta/1', null), people.tom, now);
      const down = alertCard(settled(), alert(kind, 'okta/1'), people.tom, now);
      expect(down.title, kind).not.toBe(up.title);
      expect(cardTexts(down), kind).not.toContain(up.fallback);
    }
  });

  it('names systems, accounts and tasks as people do, never by id', () => {
    const departure = settled();
    const wiki = alertCard(departure, alert('plan-unresolved', 'wiki'), people.tom, now);
    expect(cardTexts(wiki)).toContain('Wiki');
    const gone = alertCard(departure, alert('action-failed', 'okta/00u-9-gone'), people.tom, now);
    expect(cardTexts(gone)).toContain('Okta');
    const back = alertCard(departure, alert('residual-access', 'okta/1/groups/00g7', null), people.tom, now);
    const unknown = alertCard(departure, alert('unassigned', 'handover-77', null), people.nadia, now);
    expect(cardTexts(unknown).join('\n')).toContain('une tâche qui n’est plus prévue');
    for (const card of [wiki, gone, back, unknown])
      expect(cardTexts(card).join('\n')).not.toMatch(/00u-9|00g7|handover-77|\bwiki\b/);
  });
});

describe('what appeared', () => {
  it('is told once on its alarm', () => {
    const since = sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g7', label: 'Platform' } }), {
      appearedAt: plus(cutOff, minute),
    });
    const departure = { ...settled(), revocations: [...settled().revocations, since] };
    const card = alertCard(departure, alert('appeared', 'a', null), people.tom, now);
    const texts = cardTexts(card).join('\n');
    expect(texts).toContain('Remove from Platform');
    expect(card.title).toBe('Something appeared that nobody confirmed');
    expect(texts).not.toContain('Appeared since, and not confirmed');
    expect(texts).not.toContain('not in the plan that was confirmed');
  });

  it('and failed stands with its buttons only', () => {
    const failed = sampleRevocation(sampleAction('okta', 'groups', { target: { id: 'g7', label: 'Platform' } }), {
      appearedAt: plus(cutOff, minute),
      status: 'failed',
      failure: { kind: 'rejected', message: 'no', at: now },
    });
    const texts = cardTexts(accessCard(settled({ revocations: [failed] }), people.tom, now));
    expect(texts.filter((one) => one.startsWith('Okta, lynxlogin@example.com: Remove from Platform'))).toHaveLength(1);
  });
});

it('whoever was handed something that was then waived reads of it without a tick', () => {
  const handed = { to: 'jonas', by: 'tom', at: cutOff };
  const waiver = { by: 'tom', reason: 'needed', until: null, at: now };
  const one = sampleRevocation(sampleAction('okta', 'disable'), { status: 'waived', waiver, handed });
  expect(handedCard(settled({ revocations: [one] }), people.jonas, now).tone).toBe('neutral');
});
