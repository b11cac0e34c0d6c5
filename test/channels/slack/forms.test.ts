import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/engine/conversation/conversation.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import type { PersonDriver } from '../../../src/workspace/slack/driver/person-driver.ts';
import { button, card, form, ref } from './samples.ts';
import { type SlackWorld, slackWorld } from './slack-world.ts';

const submitName = 'walk.day';
const notice = (text: string, tone: 'good' | 'refused' = 'good') => ({ tone, text, actions: [] }) as const;
const page = (title: string, over: Partial<FormView> = {}): FormView =>
  form({ title, kind: title.toLowerCase(), ...over });
const later = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

describe('a form in Slack', () => {
  let world: SlackWorld;
  let maya: PersonDriver;
  beforeEach(async () => {
    world = await slackWorld();
    maya = world.workspace.as('U0MAYA');
    world.conversation.answers.set('start', () => ({ type: 'form', form: page('First'), how: 'replace' }));
    await maya.type('/offboard');
    await maya.waitFor('the form', (it) => it.modal());
  });
  afterEach(() => world.stop());

  const answer = (name: string, reply: Reply, delay = 0): void => {
    world.conversation.answers.set(name, async () => {
      await later(delay);
      return reply;
    });
  };
  const title = (): string | undefined => maya.modal()?.title;
  const words = (): string => maya.read(maya.modal() ?? raise());

  it('brings everything that is filled in, with the act of its button', async () => {
    answer(submitName, { type: 'done', notice: null });
    await maya.fill({ 'field:line': 'new words', 'field:who': 'U0LEO', 'field:ticks': ['a', 'b'], 'field:radio': 'a' });
    await maya.submit();
    const submitted = world.conversation.acts.at(-1)?.act;
    expect(submitted?.ref).toEqual(ref({ name: submitName, target: null }));
    expect(submitted?.values).toEqual({
      line: 'new words',
      lines: null,
      amount: '4',
      menu: 'b',
      radio: 'a',
      ticks: ['a', 'b'],
      who: 'p-leo',
      day: '2026-03-27',
      hour: '18:00',
      place: null,
    });
    expect(maya.modal()).toBeNull();
  });

  it('shows messages at its fields and keeps what was typed', async () => {
    answer(submitName, { type: 'errors', errors: { day: 'That is a holiday.' } });
    const result = await maya.submit({ 'field:radio': 'a', 'field:line': 'kept' });
    expect(JSON.stringify(result)).toContain('That is a holiday.');
    expect(title()).toBe('First');
  });

  it('shows messages that have no field on top', async () => {
    answer(submitName, { type: 'errors', errors: { elsewhere: 'Choose a manager first.' } });
    await maya.submit({ 'field:radio': 'a' });
    expect(words()).toContain('Choose a manager first.');
    expect(title()).toBe('First');
  });

  it('turns to the next page, or lays one on top', async () => {
    answer(submitName, { type: 'form', form: page('Second'), how: 'replace' });
    await maya.submit({ 'field:radio': 'a' });
    expect(title()).toBe('Second');
    answer(submitName, { type: 'form', form: page('Third'), how: 'push' });
    await maya.submit({ 'field:radio': 'a' });
    expect(title()).toBe('Third');
    await maya.close();
    expect(title()).toBe('Second');
  });

  it('shows a refusal on top, so that closing it gives the form back', async () => {
    answer(submitName, { type: 'notice', notice: notice('Somebody was faster.', 'refused') });
    await maya.submit({ 'field:radio': 'a' });
    expect(words()).toContain('Somebody was faster.');
    await maya.close();
    expect(title()).toBe('First');
  });

  it('ends in words, or in a card, when there is something to say', async () => {
    answer(submitName, { type: 'done', notice: notice('The departure has begun.') });
    await maya.submit({ 'field:radio': 'a' });
    expect(words()).toContain('✅ The departure has begun.');
    await maya.close();
    await maya.type('/offboard');
    await maya.waitFor('the form', () => title() === 'First');
    answer(submitName, { type: 'card', card: card([]) });
    await maya.submit({ 'field:radio': 'a' });
    expect(words()).toContain('Alex Moreau leaves');
  });

  describe('whose answer takes longer than Slack waits', () => {
    it('waits in its own window for the next page', async () => {
      answer(submitName, { type: 'form', form: page('Second'), how: 'push' }, 700);
      const submitted = maya.submit({ 'field:radio': 'a' });
      await maya.waitFor('the waiting page', () => title() === 'One moment');
      await maya.waitFor('the next page', () => title() === 'Second');
      await submitted;
    });

    it('shows the next page also when it is sent before Slack has shown the waiting window', async () => {
      answer(submitName, { type: 'form', form: page('Second'), how: 'push' }, 400);
      await maya.fill({ 'field:radio': 'a' });
      world.holdAck('overtaken');
      await maya.submit();
      await maya.waitFor('the next page', () => title() === 'Second');
      // The waiting window does not come over it afterwards.
      await later(300);
      expect(title()).toBe('Second');
    });

    it('shows the next page in the form itself when the waiting window came too late for Slack', async () => {
      answer(submitName, { type: 'form', form: page('Second'), how: 'push' }, 400);
      await maya.fill({ 'field:radio': 'a' });
      world.holdAck('lost');
      expect(await maya.submit()).toMatchObject({ ok: false });
      expect(title()).toBe('First');
      await maya.waitFor('the next page', () => title() === 'Second');
    });

    it('fills the window again when the answer to filling it was lost', async () => {
      answer(submitName, { type: 'form', form: page('Second'), how: 'push' }, 700);
      world.loseAnswerOf('views.update');
      await maya.submit({ 'field:radio': 'a' });
      await maya.waitFor('the next page', () => title() === 'Second');
      await later(300);
      expect(world.log.filter((line) => line['event'] === 'slack.failed')).toEqual([]);
      expect(title()).toBe('Second');
    });

    it('says in the window itself that the answer cannot be shown', async () => {
      const submit = { label: 'Go on', act: ref({ target: 'more than a window can carry '.repeat(200) }) };
      answer(submitName, { type: 'form', form: page('Second', { submit }), how: 'push' }, 700);
      await maya.submit({ 'field:radio': 'a' });
      await maya.waitFor('the apology', () => words().includes('Something went wrong.'));
    });

    it('gives the form back with what was typed, and the messages', async () => {
      answer(submitName, { type: 'errors', errors: { day: 'That is a holiday.', elsewhere: 'And another.' } }, 700);
      await maya.submit({ 'field:radio': 'a', 'field:line': 'kept words' });
      await maya.waitFor('the form again', () => title() === 'First');
      expect(words()).toContain('A field: That is a holiday.');
      expect(words()).toContain('And another.');
      expect(JSON.stringify(maya.modal()?.blocks)).toContain('"initial_value":"kept words"');
    });

    it('says that it is done, because Slack cannot close it any more', async () => {
      answer(submitName, { type: 'done', notice: null }, 700);
      await maya.submit({ 'field:radio': 'a' });
      await maya.waitFor('the end', () => words().includes('Done.'));
    });

    it('does not mind being closed meanwhile', async () => {
      answer(submitName, { type: 'done', notice: notice('Too late to say') }, 700);
      await maya.submit({ 'field:radio': 'a' });
      await maya.close();
      await later(900);
      expect(maya.modal()).toBeNull();
      expect(world.log.filter((line) => line['event'] === 'slack.failed')).toEqual([]);
    });
  });

  describe('in which something changes', () => {
    it('reports it with everything filled in so far, and shows the answer', async () => {
      answer('walk.day.changed', { type: 'form', form: page('First', { kind: 'first' }), how: 'replace' });
      await maya.fill({ 'field:line': 'typed before' });
      await maya.click('field:menu', { value: 'a' });
      await maya.waitFor('the report', () => world.conversation.acts.at(-1)?.act.ref.name === 'walk.day.changed');
      expect(world.conversation.acts.at(-1)?.act.values).toMatchObject({ menu: 'a', line: 'typed before' });
      expect(title()).toBe('First');
    });

    it('never shows an older answer over a newer page', async () => {
      answer('walk.day.changed', { type: 'form', form: page('Echo'), how: 'replace' }, 250);
      answer(submitName, { type: 'form', form: page('Second'), how: 'replace' });
      const changed = maya.click('field:menu', { value: 'a' });
      await maya.submit({ 'field:radio': 'a' });
      await changed;
      await maya.waitFor('the next page', () => title() === 'Second');
      await later(500);
      expect(title()).toBe('Second');
    });

    it('has buttons of its own, which carry the values too', async () => {
      answer('walk.back', { type: 'notice', notice: notice('There is no page before this.', 'refused') });
      await maya.click('Back');
      await maya.waitFor('the notice', () => words().includes('There is no page before this.'));
      expect(world.conversation.acts.at(-1)?.act).toMatchObject({
        ref: { name: 'walk.back' },
        values: { line: 'typed' },
      });
      await maya.close();
      expect(title()).toBe('First');
    });

    it('shows messages on top when a button finds something wrong', async () => {
      answer('walk.back', { type: 'errors', errors: { line: 'Too short.' } });
      await maya.click('Back');
      await maya.waitFor('the message', () => words().includes('A field: Too short.'));
      expect(title()).toBe('First');
    });
  });

  it('that only shows is as it is by now for whoever goes back to it after something was done on it', async () => {
    let state = 'waits for you';
    world.conversation.answers.set('start', () => ({
      type: 'form',
      form: page(state === 'confirmed' ? 'Now' : 'Before', { again: ref({ name: 'start' }) }),
      how: 'replace',
    }));
    await maya.close();
    await maya.type('/offboard');
    await maya.waitFor('the page', () => title() === 'Before');
    world.conversation.answers.set('walk.back', () => {
      state = 'confirmed';
      return { type: 'done', notice: notice('Confirmed.') };
    });
    await maya.click('Back');
    await maya.waitFor('what was said', () => words().includes('Confirmed.'));
    await maya.waitFor('the page below', () => world.conversation.acts.at(-1)?.act.ref.name === 'start');
    await later(100);
    await maya.close();
    expect(title()).toBe('Now');
  });

  it('that was not made by Relais is answered as unknown', async () => {
    const view = {
      id: 'V1',
      type: 'modal',
      callback_id: 'other',
      private_metadata: '{"k":1}',
      blocks: [],
      title: { type: 'plain_text', text: 'x' },
    };
    const body = {
      type: 'view_submission',
      user: { id: 'U0MAYA', team_id: 'T0RELAIS' },
      team: { id: 'T0RELAIS' },
      view,
    };
    const sent = await world.send({ body: new URLSearchParams({ payload: JSON.stringify(body) }).toString() });
    expect(JSON.parse(sent.body)).toMatchObject({ response_action: 'push' });
    expect(world.conversation.acts.at(-1)?.act.ref.name).toBe('unknown');
  });

  it('is not opened for a click whose answer needs none', async () => {
    await maya.close({ all: true });
    world.conversation.homeCard = card([{ type: 'actions', actions: [button()] }]);
    await maya.openHome();
    await maya.waitFor('the home page', (it) => it.home());
    answer('task.accept', { type: 'done', notice: null });
    await maya.click('Accept', { where: 'home' });
    await later(300);
    expect(maya.modal()).toBeNull();
  });
});

function raise(): never {
  throw new Error('no window is open');
}
