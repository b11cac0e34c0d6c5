import { expect, it } from 'vitest';
import { systemsOf } from '../../src/views/access/access-state.ts';
import { planBlocks, runItems } from '../../src/views/access/plan.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation } from '../support/sample-plan.ts';

const drive = sampleAction('entra', 'data', {
  id: 'entra/1/one-drive/h1',
  target: { id: 'h1', label: { en: 'OneDrive (3.2 GB) to Maya Chen', fr: 'OneDrive (3,2 Go) à Maya Chen' } },
});
const licence = sampleAction('entra', 'licence', {
  id: 'entra/1/licences/s1',
  target: { id: 's1', label: 'SUITE' },
  needs: ['disable', 'data'],
});
const english = voiceFor(people.maya);
const french = voiceFor({ ...people.maya, locale: 'fr' });

it('says in one sentence a system what passes to whom, and what waits for it', () => {
  const systems = systemsOf([drive, licence].map((action) => sampleRevocation(action)));
  const text = (voice: typeof english) => JSON.stringify(planBlocks(systems, voice));
  expect(text(english)).toContain('Passes on: OneDrive (3.2 GB) to Maya Chen. 1 action waits until then.');
  expect(text(french)).toContain('OneDrive (3,2 Go) à Maya Chen. 1 action attend jusque-là.');
  expect(JSON.stringify(planBlocks(systemsOf([sampleRevocation(licence)]), english))).not.toContain('asses on');
});

it('says what is on its way, and since when, until it has passed', () => {
  const line = (status: 'accepted' | 'verified') =>
    JSON.stringify(
      runItems(
        systemsOf([sampleRevocation(drive, { status, calledAt: '2026-03-20T17:00:00.000Z' })]),
        sampleDeparture(),
        english,
      ),
    );
  expect(line('accepted')).toMatch(/Still passing on since .*: OneDrive \(3\.2 GB\) to Maya Chen/);
  expect(line('verified')).not.toContain('passing on');
});

it('tells those who confirm who takes over', () => {
  const departure = sampleDeparture();
  const card = (draft: Partial<typeof departure.draft>, actions = [drive]) =>
    JSON.stringify(
      accessCard(
        {
          ...departure,
          draft: { ...departure.draft, ...draft },
          runStartedAt: null,
          revocations: actions.map((action) => sampleRevocation(action, { status: 'planned' })),
        },
        people.tom,
        '2026-11-10T09:00:00.000Z',
        { roles: ['it'] },
      ),
    );
  expect(card({})).toMatch(/What was theirs goes to/);
  // The settings of a system may name somebody, whom only a choice on the walk goes before.
  const unless = 'unless the settings of a system name somebody else';
  expect(card({})).toContain(unless);
  expect(card({ heirs: { entra: 'tom' } })).toContain(`${unless} · Entra: Tom Okafor`);
  expect(card({ heir: 'tom' })).not.toContain(unless);
  expect(card({ heir: 'tom', heirs: { entra: 'maya' } })).toContain('Tom Okafor · Entra: Maya Chen');
  expect(card({}, [licence])).not.toContain('What was theirs goes to');
});
