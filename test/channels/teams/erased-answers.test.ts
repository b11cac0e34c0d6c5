import { afterEach, beforeEach, expect, it } from 'vitest';
import { eraseAnswers, forgetAnswers } from '../../../src/engine/erasure/answers.ts';
import { keepTombstone } from '../../../src/engine/erasure/tombstones.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import type { TeamsPerson } from '../../../src/workspace/teams/teams-person.ts';
import { people } from '../../support/sample-people.ts';
import { type TeamsWorld, teamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let maya: TeamsPerson;
beforeEach(async () => {
  world = await teamsWorld();
  maya = world.teams.as('U0MAYA');
  await maya.install();
});
afterEach(() => world.stop());

const formAbout = (departureId: string | null, over: Partial<FormView> = {}): FormView => ({
  kind: 'details',
  title: 'Of Alex Moreau',
  submit: { label: 'Send', act: { name: 'home', departureId, target: null, seen: null } },
  close: 'Close',
  parts: [],
  ...over,
});

/** What Maya reads by now of everything that Relais wrote. */
const read = () => maya.inbox().map((one) => JSON.stringify(one));

async function opened(form: FormView): Promise<void> {
  world.conversation.answers.set('status', () => ({ type: 'form', form, how: 'push' }));
  await maya.say('status');
  await world.app.stop();
  expect(read().join()).toContain('Of Alex Moreau');
}

const erase = (id: string) =>
  eraseAnswers(
    { channels: new Map([['teams', world.app.channel]]), store: { notes: world.notes } },
    { id, leaver: people.alex },
  );

it('a form that somebody opened goes out of their chat with its departure, and with no other one', async () => {
  await opened(formAbout('d1'));
  expect(await erase('d2')).toEqual([]);
  expect(read().join()).toContain('Of Alex Moreau');
  expect(await erase('d1')).toEqual([{ channel: 'teams', outcome: 'unproven', count: 1 }]);
  expect(read().join()).not.toContain('Alex');
  // Whoever comes again finds what was done.
  expect(await erase('d1')).toEqual([{ channel: 'teams', outcome: 'unproven', count: 1 }]);
  await forgetAnswers(world.notes, 'd1');
  expect(await world.notes.read('answers/d1')).toBeNull();
});

it('so does a list that names people without a button, and a notice after a click', async () => {
  await opened(formAbout(null, { names: ['d1'] }));
  world.conversation.answers.set('status', () => ({
    type: 'form',
    form: formAbout('d1', {
      submit: { label: 'Send', act: { name: 'departure.open', departureId: 'd1', target: null, seen: null } },
    }),
    how: 'push',
  }));
  await maya.say('status');
  await world.app.stop();
  world.conversation.answers.set('departure.open', () => ({
    type: 'done',
    notice: { tone: 'good', text: 'Alex Moreau was told.', actions: [] },
  }));
  const form = maya.inbox().at(-1);
  if (!form) throw new Error('no form came');
  await maya.press(form, 'departure.open');
  await world.app.stop();
  expect(read().join()).toContain('Alex Moreau was told.');
  expect(await erase('d1')).toEqual([{ channel: 'teams', outcome: 'unproven', count: 2 }]);
  expect(read().join()).not.toContain('Alex');
});

it('waits where Teams does not answer, and loses no message by it', async () => {
  await opened(formAbout('d1'));
  world.teams.misbehave('throttled');
  expect(await erase('d1')).toBe('later');
  world.teams.misbehave('none');
  expect(await erase('d1')).toEqual([{ channel: 'teams', outcome: 'unproven', count: 1 }]);
  expect(read().join()).not.toContain('Alex');
});

it('nothing is noted of a departure that is gone: an old button begins no new list', async () => {
  await keepTombstone(world.notes, {
    ...{ departureId: 'd1', entries: 3, erasedAt: '2026-05-03T22:00:00.000Z', why: 'retention', cards: [] },
    ...{ person: 'forgotten', evidenceUntil: null, extract: null },
  });
  await opened(formAbout('d1'));
  expect(await world.notes.read('answers/d1')).toBeNull();
});
