import { expect, it } from 'vitest';
import type { EmploymentFact } from '../../src/domain/hr/employment-fact.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { createdAt } from '../support/sample-plan.ts';
import { cardTexts } from '../support/view-text.ts';

const fact: EmploymentFact = {
  ...{ source: 'people', label: 'People HR', person: '7', status: 'employed', startsOn: '2027-03-01' },
  ...{ end: null, move: null, changedAt: null, hash: 'again' },
};

it('says on the cards of the departure and of its access that everything waits once HR tells of a new employment', () => {
  const again = { fact, since: createdAt, settled: null };
  const hr = { told: fact, agreed: null, hadEnd: true, answered: [], begun: null, again };
  const departure = sampleDeparture({ hr });
  const words =
    'People HR says that Alex Moreau is employed again. Everything that waits is held until somebody decides. HR or an administrator decides.';
  expect(cardTexts(departureCard(departure, reading(people.maya, 'en'), createdAt))).toContain(words);
  expect(cardTexts(accessCard(departure, people.tom, createdAt))).toContain(words);
  const french = cardTexts(departureCard(departure, reading(people.maya, 'fr'), createdAt));
  expect(french).toContain(
    'People HR indique qu’Alex Moreau est de nouveau en poste. Tout ce qui attend est suspendu jusqu’à une décision. Les RH ou un administrateur décident.',
  );
  expect(cardTexts(departureCard(sampleDeparture(), people.maya, createdAt))).not.toContain(words);
});

it('is not on track while that is so: the first line says that it is on hold, and who decides', () => {
  const again = { fact, since: createdAt, settled: null };
  const hr = { told: fact, agreed: null, hadEnd: true, answered: [], begun: null, again };
  const calm = sampleDeparture({ revocations: [], tasks: [] });
  const first = (departure: typeof calm, locale: 'en' | 'fr') =>
    departureCard(departure, reading(people.maya, locale), createdAt).blocks[0];
  const held = { ...calm, hr };
  expect(first(held, 'en')).toMatchObject({ type: 'status', state: 'On hold: HR says employed again' });
  expect(JSON.stringify(first(held, 'en'))).toContain('HR');
  expect(first(held, 'fr')).toMatchObject({
    state: expect.stringMatching(/^En suspens\s: de nouveau en poste selon les RH$/),
  });
  const settled = { ...again, settled: { by: 'nadia', at: createdAt, choice: 'go-on' as const } };
  expect(first({ ...calm, hr: { ...hr, again: settled } }, 'en')).not.toMatchObject({
    state: 'On hold: HR says employed again',
  });
});
