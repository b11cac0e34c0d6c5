import { describe, expect, it } from 'vitest';
import { hour, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Hold } from '../../src/domain/hold/hold-schema.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { holdForm } from '../../src/views/forms/hold-form.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cutOff, sampleAction, sampleRevocation } from '../support/sample-plan.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

type Alert = Departure['alerts'][number];

const now = plus(cutOff, hour);
const word = (by: string, hr: boolean) => ({ by, hr, at: cutOff });
const reason = 'A dispute about a bonus.';
const standing: Hold = {
  ...{ id: 'h', scope: 'departure', reason, reviewOn: '2027-05-31' },
  ...{ first: word('nadia', true), second: word('tom', false), lift: null },
};
const waiting: Hold = { ...standing, second: null };
const lifting: Hold = { ...standing, lift: { ...word('nadia', true), reason: 'It is settled.' } };

const verified = { status: 'verified', endedAt: plus(cutOff, minute) } as const;
/** One system is closed, one could only be closed for good, and of a third only a licence is left. */
const kept = [
  sampleRevocation(sampleAction('okta', 'disable'), verified),
  sampleRevocation(sampleAction('design', 'disable', { effect: 'destructive' })),
  sampleRevocation(sampleAction('entra', 'disable'), verified),
  sampleRevocation(sampleAction('entra', 'licence', { needs: ['disable'] })),
];

function departure(hold: Hold, rest: Partial<Departure> = {}): Departure {
  const runEndedAt = plus(cutOff, 10 * minute);
  return sampleDeparture({ revocations: kept, runStartedAt: cutOff, runEndedAt, holds: [hold], ...rest });
}

const alert = (kind: Alert['kind'], subject: string): Alert => ({
  ...{ id: `${kind}-1`, kind, subject, at: cutOff, clearedAt: null },
});

/** How many blocks of what is read say it; a dialog may say it again. */
const timesSaid = ({ blocks }: CardView, part: string) =>
  blocks.filter((block) => block.type !== 'actions' && JSON.stringify(block).includes(part)).length;

describe('the message that a legal hold waits', () => {
  it('says why once, and is for whoever may be the second person', () => {
    const card = alertCard(departure(waiting), alert('hold-waits', 'h#put'), people.tom, now);
    expect(timesSaid(card, reason)).toBe(1);
    const texts = cardTexts(card);
    expect(texts.join('\n')).toContain('Waiting for a second person of HR or IT');
    expect(texts.join('\n')).not.toContain('Waiting for HR');
  });

  it('waits for HR alone where IT gave the first word of two', () => {
    const byIt: Hold = { ...lifting, lift: { ...word('tom', false), reason: 'It is settled.' } };
    const texts = cardTexts(
      alertCard(departure(byIt), alert('hold-waits', 'h#lift'), reading(people.nadia, 'en'), now),
    );
    expect(texts.join('\n')).toContain('Waiting for HR');
  });

  it('says that it is the lifting which waits, with one full stop behind what people wrote', () => {
    const card = alertCard(departure(lifting), alert('hold-waits', 'h#lift'), people.tom, now);
    expect(card.title).toBe('The lifting of a legal hold waits for a second person');
    const texts = cardTexts(card);
    expect(timesSaid(card, 'It is settled.')).toBe(1);
    expect(texts.join('\n')).not.toContain('..');
    const french = alertCard(departure(lifting), alert('hold-waits', 'h#lift'), reading(people.tom, 'fr'), now);
    expect(french.title).toBe('La levée d’une conservation légale attend une deuxième personne');
  });
});

describe('an account that a legal hold keeps open', () => {
  it('is told as that, by the alarm, and waits for whoever lifts the hold', () => {
    const texts = cardTexts(alertCard(departure(standing), alert('account-open', 'design/1'), people.tom, now));
    expect(texts.join('\n')).toContain('Waiting for HR');
    expect(texts.join('\n')).toContain('A legal hold keeps this from being done. Two people can lift it.');
  });

  it('is neither running nor to do on the outcome, which names no time that it took', () => {
    const texts = cardTexts(outcomeCard(departure(standing), people.tom, now));
    const all = texts.join('\n');
    expect(all).toContain('Waiting for HR');
    expect(texts).not.toContain('running');
    expect(texts).not.toContain('to do');
    expect(texts.filter((one) => one === 'held')).toHaveLength(2);
    expect(texts).not.toContain('10 minutes');
    expect(texts).not.toContain('Ended');
  });

  it('is held on the card of IT', () => {
    const texts = cardTexts(accessCard(departure(standing), people.tom, now));
    expect(texts.join('\n')).not.toContain('running');
  });

  it('is told to HR before they put a hold', () => {
    const reads = { departure: departure(waiting), roles: ['hr'] as const, now };
    expect(formTexts(holdForm({ ...reads, reader: people.tom })).join('\n')).toContain(
      'An account that can only be closed for good stays open',
    );
    expect(formTexts(holdForm({ ...reads, reader: reading(people.tom, 'fr') })).join('\n')).toContain(
      'Un compte qui ne peut être fermé que définitivement reste ouvert',
    );
  });
});
