import { expect, it } from 'vitest';
import { systemsOf } from '../../src/views/access/access-state.ts';
import { failureWords } from '../../src/views/access/failure-words.ts';
import { lossBlocks, lossNote } from '../../src/views/access/losses.ts';
import { planBlocks } from '../../src/views/access/plan.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation } from '../support/sample-plan.ts';

const mailbox = { what: { en: 'the mailbox', fr: 'la boîte' }, afterDays: 30 };
const oneDrive = { what: { en: 'OneDrive', fr: 'OneDrive' }, afterDays: 93 };
const licence = (name: string, losses = [oneDrive, mailbox]) =>
  sampleAction('entra', 'licence', {
    id: `entra/1/licences/${name}`,
    target: { id: name, label: name },
    needs: ['disable', 'data'],
    losses,
  });
const english = voiceFor(people.maya);
const french = voiceFor({ ...people.maya, locale: 'fr' });
const done = { status: 'verified', endedAt: '2026-03-20T17:00:00.000Z' } as const;
const after = '2026-03-21T09:00:00.000Z';
const lines = (revocations: Parameters<typeof systemsOf>[0], now: string, voice = english) =>
  JSON.stringify(lossBlocks(systemsOf(revocations), now, voice));

it('says in one sentence a system what it does away with, each once, the soonest first', () => {
  const systems = systemsOf([licence('SUITE'), licence('MAIL', [mailbox])].map((action) => sampleRevocation(action)));
  const [system] = systems;
  if (!system) throw new Error('no system');
  expect(lossNote(system, english)).toBe(
    'What Entra then does away with by itself: after 30 days, the mailbox · after 93 days, OneDrive.',
  );
  expect(lossNote(system, french)).toMatch(
    /^Ce qu’Entra supprime ensuite de lui-même\s: après 30\sjours, la boîte · après 93\sjours, OneDrive\.$/,
  );
  expect(JSON.stringify(planBlocks(systems, english))).toContain('after 30 days, the mailbox');
  const untold = licence('SUITE', [
    { what: mailbox.what, afterDays: null as never },
    { ...oneDrive, afterDays: 0 },
  ]);
  const [other] = systemsOf([sampleRevocation(untold)]);
  expect(other && lossNote(other, english)).toContain('at once, OneDrive · at a time it does not say, the mailbox.');
  const [nothing] = systemsOf([sampleRevocation(licence('SUITE', []))]);
  expect(nothing && lossNote(nothing, english)).toBeNull();
});

it('says afterwards on which day, until that day', () => {
  const taken = [sampleRevocation(licence('SUITE'), done)];
  expect(lines(taken, after)).toMatch(
    /Entra, on [^"]*19 April[^"]*: the mailbox.*Entra, on [^"]*21 June[^"]*: OneDrive/,
  );
  expect(lines(taken, after, french)).toMatch(/Entra, le [^"]*19 avril[^"]*\s: la boîte/);
  expect(lines(taken, '2026-04-20T09:00:00.000Z')).not.toContain('the mailbox');
  expect(lines(taken, '2026-06-22T09:00:00.000Z')).toBe('[]');
  expect(lines([sampleRevocation(licence('SUITE'))], after)).toBe('[]');
});

it('is a fold, and says no day on it where no system tells one', () => {
  const untold = licence('SUITE', [{ what: mailbox.what, afterDays: null as never }]);
  const [block] = lossBlocks(systemsOf([sampleRevocation(untold, done)]), after, english);
  expect(block).toMatchObject({ type: 'fold', title: 'What the systems do away with: 1' });
});

it('counts from the last licence that kept it, and not at all while one is left', () => {
  const first = sampleRevocation(licence('SUITE'), done);
  const second = licence('MAIL', [mailbox]);
  const later = '2026-03-25T17:00:00.000Z';
  expect(lines([first, sampleRevocation(second, { ...done, endedAt: later })], after)).toMatch(/24 April/);
  const kept = lines([first, sampleRevocation(second, { status: 'waived' })], after);
  expect(kept).not.toContain('the mailbox');
  expect(kept).toContain('OneDrive');
  // Another account of the leaver keeps nothing of this one.
  const elsewhere = { ...second, id: 'entra/2/licences/MAIL', accountId: '2' };
  expect(lines([first, sampleRevocation(elsewhere, { status: 'waived' })], after)).toContain('the mailbox');
});

it('stands on IT’s card before and after', () => {
  const departure = sampleDeparture();
  const card = (revocations: typeof departure.revocations, runStartedAt: string | null) =>
    JSON.stringify(accessCard({ ...departure, runStartedAt, revocations }, people.tom, after, { roles: ['it'] }));
  expect(card([sampleRevocation(licence('SUITE'))], null)).toContain('after 30 days, the mailbox');
  const run = card([sampleRevocation(licence('SUITE'), done)], '2026-03-20T16:00:00.000Z');
  // Folded away, with how much it is and from when on: IT's next step stands above.
  expect(run).toContain('What the systems do away with: 2, from Sunday 19 April 2026 on');
  expect(run).toMatch(/Entra, on [^"]*19 April/);
});

it('does not say of what did not pass on that it was to end', () => {
  const differs = (stage: 'data' | 'groups') =>
    failureWords(
      sampleRevocation(sampleAction('entra', stage), {
        status: 'failed',
        failure: { kind: 'read-back-differs', message: 'the system accepted the call', at: after },
      }),
      english,
    );
  expect(differs('data')).toBe('It was looked at again: not all of it has passed to whoever takes over');
  expect(differs('groups')).toBe('It was looked at again: what was to end is still there');
});
