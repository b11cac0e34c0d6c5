import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/workspace/slack/browser-api.ts';
import type { PersonDriver } from '../../../src/workspace/slack/driver/person-driver.ts';
import { button, card, form, ref } from './samples.ts';
import { personOf, type SlackWorld, slackWorld } from './slack-world.ts';

const general = 'C0GENERAL';

describe('what people do in Slack', () => {
  let world: SlackWorld;
  let maya: PersonDriver;
  beforeEach(async () => {
    world = await slackWorld();
    maya = world.workspace.as('U0MAYA');
  });
  afterEach(() => world.stop());

  const asked = (): unknown[] => world.conversation.acts.map(({ act }) => [act.ref.name, act.words]);
  const whispered = (me: PersonDriver, channel = general): Promise<Message> =>
    me.waitFor('an answer that only they see', (it) => it.messages(channel).findLast(({ ephemeral }) => ephemeral));
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 250));

  describe('the command', () => {
    it('brings its words, and people as Relais knows them', async () => {
      await maya.type('/offboard @alex.moreau a &  b', { in: general });
      expect(asked()).toEqual([['start', [{ personId: 'p-alex' }, 'a', '&', 'b']]]);
    });

    it.each([
      ['', 'start'],
      ['@alex.moreau', 'start'],
      ['status', 'status'],
      [' Statut ', 'status'],
      ['HELP', 'help'],
      ['aide', 'help'],
      ['status now', 'command'],
      ['dance', 'command'],
    ])('with %j is the act %s', async (text, name) => {
      await maya.type(`/offboard ${text}`, { in: general });
      expect(world.conversation.acts.map(({ act }) => act.ref.name)).toEqual([name]);
    });

    it('opens the form it is answered with', async () => {
      world.conversation.answers.set('start', () => ({ type: 'form', form: form(), how: 'replace' }));
      await maya.type('/offboard');
      const modal = await maya.waitFor('the form', (it) => it.modal());
      expect([modal.title, modal.submit, modal.close]).toEqual(['A form', 'Go on', 'Later']);
    });

    it.each(['', 'views.open'])('shows a window at once when the answer takes its time (lost: "%s")', async (lost) => {
      world.conversation.answers.set('start', async () => {
        await new Promise((done) => setTimeout(done, 600));
        return { type: 'form', form: form(), how: 'replace' };
      });
      const léo = world.workspace.as('U0LEO');
      if (lost) world.loseAnswerOf(lost);
      const typed = léo.type('/offboard');
      const first = await léo.waitFor('a window', (it) => it.modal());
      expect(first.title).toBe('Un instant');
      await léo.waitFor('the form in it', (it) => it.modal()?.title === 'A form');
      expect(léo.modal()?.id).toBe(first.id);
      await typed;
    });

    it('answers privately, where it was typed', async () => {
      await maya.type('/offboard dance', { in: general });
      const answer = await whispered(maya);
      expect(maya.read(answer)).toBe('⚠️ I do not know how to command.');
      expect(world.workspace.as('U0LEO').messages(general)).toEqual([]);
    });

    it('shows a card privately, with buttons that work', async () => {
      world.conversation.answers.set('status', () => ({
        type: 'card',
        card: card([{ type: 'actions', actions: [button()] }]),
      }));
      await maya.type('/offboard status', { in: general });
      await whispered(maya);
      await maya.click('Accept');
      await settled();
      expect(world.conversation.acts.at(-1)?.act).toEqual({ ref: ref(), values: null, words: [] });
    });

    it('says so when Relais itself fails', async () => {
      world.conversation.answers.set('start', () => {
        throw new Error('the disk is full');
      });
      await maya.type('/offboard', { in: general });
      expect(maya.read(await whispered(maya))).toBe('⚠️ Something went wrong.');
      expect(world.log).toContainEqual(
        expect.objectContaining({ event: 'slack.failed', act: 'start', user: 'U0MAYA' }),
      );
    });

    it('offers a button when Slack no longer lets a window open, and the words are not lost', async () => {
      world.conversation.answers.set('command', () => ({ type: 'form', form: form(), how: 'replace' }));
      const body = new URLSearchParams({
        command: '/offboard',
        text: 'dance <@U0ALEX|alex>',
        user_id: 'U0MAYA',
        team_id: 'T0RELAIS',
        channel_id: general,
        trigger_id: 'long.gone',
        response_url: 'http://127.0.0.1:9/closed',
      });
      await world.send({ body: body.toString() });
      expect(maya.read(await whispered(maya))).toContain('This opens in a window.');
      await maya.click('Open');
      await maya.waitFor('the form', (it) => it.modal());
      const words = ['dance', { personId: 'p-alex' }];
      expect(asked()).toEqual([
        ['command', words],
        ['command', words],
      ]);
    });
  });

  describe('shortcuts', () => {
    it('start a departure from anywhere', async () => {
      await maya.shortcut('offboard');
      const answer = await maya.waitFor('the answer in a window', (it) => it.modal());
      expect(maya.read(answer)).toContain('I do not know how to start.');
      expect(asked()).toEqual([['start', []]]);
    });

    it('start the departure of whoever wrote a message', async () => {
      await world.workspace.as('U0ALEX').type('Bye all', { in: general });
      const [message] = maya.messages(general);
      if (!message) throw new Error('no message');
      await maya.shortcut('offboard_from_message', message);
      await settled();
      expect(asked()).toEqual([['start', [{ personId: 'p-alex' }]]]);
    });
  });

  describe('a typed message', () => {
    it('to Relais is answered like a command', async () => {
      await maya.type('help me');
      const answer = await maya.waitFor('an answer', (it) => it.inbox().findLast(({ ephemeral }) => ephemeral));
      expect(maya.read(answer)).toContain('I do not know how to command.');
      expect(asked()).toEqual([['command', ['help', 'me']]]);
    });

    it('with offboard and somebody starts, and offers the window', async () => {
      world.conversation.answers.set('start', () => ({ type: 'form', form: form(), how: 'replace' }));
      await maya.type('offboard @alex.moreau');
      await maya.waitFor('the way to the window', (it) => it.inbox().findLast(({ ephemeral }) => ephemeral));
      await maya.click('Open');
      await maya.waitFor('the form', (it) => it.modal());
      const words = ['offboard', { personId: 'p-alex' }];
      expect(asked()).toEqual([
        ['start', words],
        ['start', words],
      ]);
    });

    it('to others is none of our business', async () => {
      await maya.type('/offboard is great', { in: general });
      world.conversation.acts.length = 0;
      await maya.type('Lunch?', { in: general });
      await settled();
      expect(world.conversation.acts).toEqual([]);
    });
  });

  describe('the home page', () => {
    it('is drawn when it is opened', async () => {
      await maya.openHome();
      const home = await maya.waitFor('the home page', (it) => it.home());
      expect(maya.read(home)).toContain('Home of Maya Chen');
    });

    it('is drawn again after each act, and when told that something changed', async () => {
      await maya.openHome();
      await maya.waitFor('the home page', (it) => it.home());
      world.conversation.homeCard = card([], { title: 'After the act' });
      await maya.type('/offboard');
      await maya.waitFor('a newer page', (it) => it.home() && it.read(it.home() ?? raise()).includes('After the act'));
      world.conversation.homeCard = card([], { title: 'After a change' });
      await world.slack.refreshHome(personOf('U0MAYA'));
      expect(maya.read(maya.home() ?? raise())).toContain('After a change');
      await world.slack.refreshHome(personOf('U0LEO'));
      expect(world.workspace.as('U0LEO').home()).toBeNull();
    });

    it('has buttons: a form opens, a notice too', async () => {
      world.conversation.homeCard = card([
        { type: 'actions', actions: [button({ act: ref({ name: 'task.decline' }), label: 'Decline' }), button()] },
      ]);
      world.conversation.answers.set('task.decline', () => ({ type: 'form', form: form(), how: 'push' }));
      await maya.openHome();
      await maya.waitFor('the home page', (it) => it.home());
      await maya.click('Decline', { where: 'home' });
      await maya.waitFor('the form', (it) => it.modal()?.title === 'A form');
      await maya.close();
      await maya.click('Accept', { where: 'home' });
      const notice = await maya.waitFor('the notice', (it) => it.modal());
      expect(maya.read(notice)).toContain('I do not know how to task.accept.');
    });

    it('comes with a word in their own chat when a page of the walk is closed, and with none for other forms', async () => {
      const submit = { label: 'Next', act: ref({ name: 'walk.day', departureId: 'd1' }) };
      world.conversation.answers.set('start', () => ({ type: 'form', form: form({ submit }), how: 'replace' }));
      world.conversation.answers.set('walk.later', () => ({
        type: 'notice',
        notice: { tone: 'neutral', text: 'Your draft is kept.', actions: [button({ label: 'Go on' })] },
      }));
      await maya.type('/offboard');
      await maya.waitFor('the form', (it) => it.modal());
      await maya.close();
      await maya.waitFor('the word', (it) => it.messages('D0MAYA').find(({ text }) => text === 'Your draft is kept.'));
      expect(world.conversation.acts.at(-1)?.act.ref).toMatchObject({ name: 'walk.later', departureId: 'd1' });
      const other = form({ submit: { label: 'Send', act: ref({ name: 'task.decline.submit', departureId: 'd1' }) } });
      world.conversation.answers.set('start', () => ({ type: 'form', form: other, how: 'replace' }));
      const before = world.conversation.acts.length;
      await maya.type('/offboard');
      await maya.waitFor('the other form', (it) => it.modal());
      await maya.close();
      await settled();
      expect(world.conversation.acts).toHaveLength(before + 1);
    });

    it('tells strangers that they are', async () => {
      await world.send({
        type: 'json',
        body: JSON.stringify({
          type: 'event_callback',
          team_id: 'T0OTHER',
          event: { type: 'app_home_opened', user: 'U0MAYA', tab: 'home', channel: 'D1' },
        }),
      });
      const home = await maya.waitFor('the page', (it) => it.home());
      expect(maya.read(home)).toContain('I do not know you.');
      expect(world.conversation.acts).toEqual([]);
    });
  });

  it('lets acts that are under way finish before it stops', async () => {
    let finished = false;
    world.conversation.answers.set('start', async () => {
      await new Promise((done) => setTimeout(done, 400));
      finished = true;
      return { type: 'done', notice: null };
    });
    await maya.type('/offboard');
    await world.slack.stop();
    expect(finished).toBe(true);
  });
});

it('a command whose app lets names through unescaped guesses at nobody', async () => {
  const world = await slackWorld({ unescaped: true });
  await world.workspace.as('U0MAYA').type('/offboard @alex.moreau', { in: general });
  expect(world.conversation.acts.map(({ act }) => [act.ref.name, act.words])).toEqual([
    ['start', [{ unfound: '@alex.moreau', why: 'unescaped' }]],
  ]);
  await world.stop();
});

function raise(): never {
  throw new Error('nothing there');
}
