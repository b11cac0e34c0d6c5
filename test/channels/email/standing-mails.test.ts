import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWithin, scopeOf } from '../../../src/channels/email/scope.ts';
import { criticalPostsSchema } from '../../../src/engine/brand/brand-settings.ts';
import { readPosts, tellOfPost } from '../../../src/engine/brand/critical-posts.ts';
import { readContractNotes } from '../../../src/engine/contracts/contract-notes.ts';
import { createDirectory } from '../../../src/engine/people/directory.ts';
import { organisationSchema } from '../../../src/engine/people/organisation.ts';
import { withSettings } from '../../../src/engine/people/settings.ts';
import { act } from '../../../src/views/act-names.ts';
import { createMemoryWorld, testPeople } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

const { manager: maya, jonas } = testPeople;

let desk: MailWorld;

beforeEach(async () => {
  const world = await createMemoryWorld();
  const { deps, channel } = world;
  const lookUp = channel.lookUp.bind(channel);
  channel.lookUp = async (who) => {
    const found = await lookUp(who);
    return found?.email === maya.email ? null : found;
  };
  const organisation = organisationSchema.parse({
    people: [{ email: jonas.email, workerType: 'consultant', contractEnd: '2026-04-10', sponsor: maya.email }],
  });
  const { channels, clock, newId, settings } = deps;
  const directory = createDirectory({ people: deps.store.people, channels, organisation, clock, newId });
  deps.directory = withSettings(directory, settings);
  deps.criticalPosts = criticalPostsSchema.parse({ deciders: [maya.email] });
  desk = await createMailWorld(Object.values(testPeople), world);
  await desk.onlyByMail('manager');
});

afterEach(() => desk.close());

const newest = () => desk.mails.findLast(({ to }) => to === maya.email);

/** Presses the buttons one after the other, each on the page that the one before led to. */
async function pressAll(...labels: readonly (string | [string, Record<string, string>])[]) {
  const link = desk.linkIn(newest());
  let page = await desk.open(link);
  for (const one of labels) {
    const [label, values] = typeof one === 'string' ? [one, {}] : one;
    page = await desk.press(link, page, label, values);
    expect(page.html, label).not.toContain('no longer current');
  }
  return page;
}

describe('contracts that end, for whoever is reached by mail alone', () => {
  const record = async () => (await readContractNotes(desk.world.deps.store.notes)).records[jonas.email];

  beforeEach(async () => {
    await desk.world.advanceTo('2026-03-12T12:00:00.000Z');
  });

  it('are listed, opened and extended behind the mail', async () => {
    await pressAll('See all contracts', 'Open', 'All contracts', 'Open', 'Extend', [
      'Extend',
      { until: '2026-06-30', reason: 'One more phase' },
    ]);
    expect((await record())?.extensions).toMatchObject([{ by: 'maya', to: '2026-06-30', reason: 'One more phase' }]);
  });

  it('are left to end behind the mail', async () => {
    await pressAll('Open', 'It ends then', 'It ends then');
    expect((await record())?.ends).toMatchObject({ by: 'maya', on: '2026-04-10' });
  });

  it('show no way to a departure, which has mails of its own', async () => {
    await desk.world.plan({ handovers: [] }, undefined, { ...jonas, managerId: maya.id });
    const link = desk.linkIn(desk.mails.findLast(({ to, subject }) => to === maya.email && /contract/i.test(subject)));
    const list = await desk.press(link, await desk.open(link), 'See all contracts');
    const page = await desk.press(link, list, 'Open');
    expect(page.html).toContain('A departure is planned');
    expect(page.buttons).toContain('All contracts');
    expect(page.buttons).not.toContain('Open the departure');
  });
});

describe('a critical post, for whoever is reached by mail alone', () => {
  beforeEach(async () => {
    const { deps, engine } = desk.world;
    await tellOfPost(deps, { what: 'A post says that our product leaks data', url: null }, jonas.id);
    engine.bringMessages();
    await engine.idle();
  });

  it('is opened and decided behind the mail', async () => {
    await pressAll('Open', ['Decide', { choice: 'answer', reason: 'With the facts' }]);
    expect(await readPosts(desk.world.deps)).toMatchObject([{ decided: { by: 'maya', choice: 'answer' } }]);
  });

  it('stands with the others in a list behind the mail, in no thread of anybody’s', async () => {
    const page = await pressAll('See all posts');
    expect(page.html).toContain('leaks data');
    expect(newest()?.thread).toBeNull();
  });
});

describe('what a link is for', () => {
  const about = (name: Parameters<typeof act>[0], departure: string | null = null) => act(name, departure, {});

  // Written by hand.
  it.each([
    ['contracts/1/maya', about('contracts'), true],
    ['contracts/1/maya', about('contract.extend.submit'), true],
    ['contracts/1/maya', about('contract.end', 'd1'), false],
    ['contracts/1/maya', about('posts'), false],
    ['critical-posts/2/maya', about('post.decide'), true],
    ['critical-posts/2/maya', about('posts'), true],
    ['critical-posts/2/maya', about('contracts'), false],
    ['critical-posts/2/maya', about('departure.open', 'd1'), false],
    ['hr-feed/2/maya', about('contracts'), false],
    ['wave/w1/maya', about('posts'), false],
    ['d1/departure/maya', about('departure.open', 'd1'), true],
    ['d1/departure/maya', about('departure.open', 'd2'), false],
    ['d1/departure/maya', about('contracts'), false],
    ['digest/2026-03-02/maya', about('departure.open', 'd2'), true],
    ['digest/2026-03-02/maya', about('contracts'), false],
  ])('%s: %o', (key, ref, expected) => {
    expect(isWithin(scopeOf(key), ref)).toBe(expected);
  });
});
