import { describe, expect, it } from 'vitest';
import type { Revocation } from '../../src/domain/actions/revocation.ts';
import { type Instant, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Words } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { handedCard } from '../../src/views/cards/handed-card.ts';
import { askedSystem, sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cutOff, sampleAction, sampleRevocation } from '../support/sample-plan.ts';
import { cardTexts } from '../support/view-text.ts';

const english = reading(people.tom, 'en');
const french = reading(people.tom, 'fr');
const now = plus(cutOff, 5 * minute);

type Card = (departure: Departure, reader: Person, now: Instant) => CardView;

function words(card: Card, departure: Departure, reader: Person): string {
  return cardTexts(card(departure, reader, now)).join('\n');
}

const badge = sampleAction('badge', 'task', {
  manual: true,
  target: { id: 'door', label: { en: 'Badge of the office', fr: 'Badge du bureau' } },
  call: { en: 'Take the badge back.', fr: 'Reprenez le badge.' },
});

function failedWith(message: Words): Departure {
  const one = sampleRevocation(sampleAction('okta', 'disable'), {
    status: 'failed',
    failure: { kind: 'rejected', message, at: cutOff },
  });
  return running([one]);
}

function running(revocations: Revocation[], rest: Partial<Departure> = {}): Departure {
  return sampleDeparture({ revocations, runStartedAt: cutOff, ...rest });
}

describe('each reader gets their own language', () => {
  it('of what a person does by hand, wherever it stands', () => {
    const handed = { to: 'tom', by: 'ines', at: cutOff };
    const departure = running([sampleRevocation(badge, { status: 'manual', handed })]);
    for (const card of [accessCard, handedCard]) {
      expect(words(card, departure, english)).toContain('Take the badge back.');
      expect(words(card, departure, english)).toContain('By hand: Badge of the office');
      expect(words(card, departure, english)).not.toMatch(/Reprenez|Badge du/);
      expect(words(card, departure, french)).toContain('Reprenez le badge.');
      expect(words(card, departure, french)).toContain('À la main\u202f: Badge du bureau');
      expect(words(card, departure, french)).not.toMatch(/Take the|Badge of/);
    }
  });

  it('of what the connector said when it was called', () => {
    const byHand = { en: 'In Active Directory, disable alex.', fr: 'Dans Active Directory, désactivez alex.' };
    const departure = running([sampleRevocation(sampleAction('entra', 'disable'), { status: 'manual', byHand })]);
    expect(words(accessCard, departure, french)).toContain('Dans Active Directory, désactivez alex.');
    expect(words(accessCard, departure, french)).not.toContain('In Active Directory');
  });

  it('of why an account is not touched', () => {
    const departure = sampleDeparture();
    const [first, ...others] = departure.accounts;
    if (!first) throw new Error('no account');
    const because = { en: 'it is the last owner', fr: 'c’est le dernier propriétaire' };
    const guarded = { ...departure, accounts: [{ ...first, protectedBecause: because }, ...others] };
    expect(words(accessCard, guarded, french)).toContain('c’est le dernier propriétaire');
    expect(words(accessCard, guarded, french)).not.toContain('last owner');
  });

  it('of why something failed, where the sentence is ours', () => {
    const ours = {
      en: 'everybody else is out as well; give it back',
      fr: 'tous les autres sont sortis ; rendez-le-leur',
    };
    expect(words(accessCard, failedWith(ours), english)).toContain('Everybody else is out as well; give it back.');
    expect(words(accessCard, failedWith(ours), french)).toContain('Tous les autres sont sortis\u202f; rendez-le-leur.');
    expect(words(accessCard, failedWith(ours), french)).not.toContain('verybody else');
  });

  it('while a system’s words are quoted as what they are', () => {
    const departure = failedWith('PATCH answered 400: bad filter');
    expect(words(accessCard, departure, english)).toContain('Technical detail: “PATCH answered 400: bad filter”.');
    expect(words(accessCard, departure, french)).toContain(
      'Détail technique\u202f: «\u202fPATCH answered 400: bad filter\u202f».',
    );
  });

  it('of what a system did not tell, and of one that is not configured any more', () => {
    const problem = (reason: Words) => ({ kind: 'incomplete' as const, reason });
    const repeated = {
      en: 'unproven: groups: the pages of the list repeat themselves',
      fr: 'unproven: groupes : les pages de la liste se répètent',
    };
    const departure = running([], {
      systems: [
        askedSystem('okta', { problem: problem(repeated) }),
        askedSystem('wiki', { problem: problem('unconfigured: it is not in relais.yaml any more') }),
      ],
    });
    const texts = words(accessCard, departure, french);
    expect(texts).toContain(
      'Tout n’a pas pu être lu. Détail technique\u202f: «\u202fgroupes\u202f: les pages de la liste se répètent\u202f»',
    );
    expect(texts).toContain('Il n’est plus configuré\u202f; remettez-le dans relais.yaml');
    expect(texts).not.toContain('not in relais.yaml');
    expect(texts).not.toContain('pages of the list');
    expect(words(accessCard, departure, english)).toContain('the pages of the list repeat themselves');
  });

  it('of why access cannot be checked any more', () => {
    const reason = {
      en: 'unproven: the pages of the list repeat themselves',
      fr: 'unproven: les pages de la liste se répètent',
    };
    const silent = sampleRevocation(sampleAction('okta', 'groups'), {
      status: 'verified',
      endedAt: cutOff,
      unchecked: { since: cutOff, reason },
    });
    const { system, accountId } = silent.action;
    const alert = {
      id: 'unchecked-1',
      kind: 'unchecked' as const,
      subject: `${system}/${accountId}`,
      at: now,
      clearedAt: null,
    };
    const departure = running([silent], { alerts: [alert] });
    const inFrench = cardTexts(alertCard(departure, alert, french, now)).join('\n');
    expect(inFrench).toContain(
      'Tout n’a pas pu être lu. Détail technique\u202f: «\u202fles pages de la liste se répètent\u202f»',
    );
    expect(inFrench).not.toContain('pages of the list');
    expect(cardTexts(alertCard(departure, alert, english, now)).join('\n')).toContain(
      'the pages of the list repeat themselves',
    );
  });

  it('of by what a system was asked', () => {
    const texts = words(accessCard, sampleDeparture(), french);
    expect(texts).toContain('matricule 1042');
    expect(texts).not.toContain('employee number');
  });

  it('of why somebody cannot be reached', () => {
    const unreachable = { en: 'This account is deactivated.', fr: 'Ce compte est désactivé.' };
    const post = {
      key: 'task:1',
      to: 'jonas',
      ref: null,
      hash: '',
      at: cutOff,
      lease: null,
      failures: 1,
      notBefore: null,
      unreachable,
    };
    const departure = sampleDeparture({ posts: [post] });
    for (const card of [accessCard, departureCard] satisfies Card[]) {
      const reader = reading(card === accessCard ? people.tom : people.maya, 'fr');
      expect(words(card, departure, reader)).toContain('Ce compte est désactivé.');
      expect(words(card, departure, reader)).not.toContain('This account');
    }
  });
});
