import type { types } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { ActFailed } from '../../../src/workspace/slack/driver/person-driver.ts';
import { type Running, run } from './tiny-app.ts';

const first: types.ModalView = {
  type: 'modal',
  callback_id: 'who',
  private_metadata: 'draft-1',
  notify_on_close: true,
  title: { type: 'plain_text', text: 'A departure' },
  submit: { type: 'plain_text', text: 'Next' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    {
      type: 'input',
      block_id: 'leaver',
      label: { type: 'plain_text', text: 'Who leaves?' },
      element: { type: 'users_select', action_id: 'leaver' },
    },
    {
      type: 'input',
      block_id: 'reason',
      optional: true,
      label: { type: 'plain_text', text: 'Reason' },
      element: { type: 'plain_text_input', action_id: 'reason', max_length: 20 },
    },
  ],
};
const second: types.ModalView = {
  type: 'modal',
  callback_id: 'dates',
  title: { type: 'plain_text', text: 'The dates' },
  submit: { type: 'plain_text', text: 'Next' },
  blocks: [
    {
      type: 'input',
      block_id: 'last-day',
      label: { type: 'plain_text', text: 'Last day' },
      element: { type: 'datepicker', action_id: 'last-day' },
    },
  ],
};
const third: types.ModalView = {
  ...second,
  callback_id: 'plan',
  title: { type: 'plain_text', text: 'The plan' },
  blocks: [],
};

describe('a walk through modals', () => {
  let running: Running;
  afterEach(() => running.stop());

  it('goes from the command over errors, update and push to the end', async () => {
    running = await run();
    const { app, workspace } = running;
    const seen: unknown[] = [];
    app.command('/offboard', async ({ ack, command, client }) => {
      await ack();
      seen.push([command.text, command.user_id, command.channel_name]);
      await client.views.open({ trigger_id: command.trigger_id, view: first });
    });
    app.view('who', async ({ ack, view, body }) => {
      const leaver = view.state.values['leaver']?.['leaver']?.selected_user;
      if (leaver === body.user.id)
        await ack({ response_action: 'errors', errors: { leaver: 'Ask your own manager for that.' } });
      else await ack({ response_action: 'update', view: second });
    });
    app.view('dates', async ({ ack, view }) => {
      seen.push(view.state.values);
      await ack({ response_action: 'push', view: third });
    });
    app.view('plan', async ({ ack, client, body, view }) => {
      seen.push(view.previous_view_id === view.root_view_id);
      await ack({ response_action: 'clear' });
      await client.chat.postMessage({ channel: body.user.id, text: 'The departure has begun.' });
    });

    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard @Alex Moreau');
    expect(seen).toEqual([['<@U0ALEX|alex.moreau>', 'U0MAYA', 'directmessage']]);
    const opened = await maya.waitFor('the first page', (me) => me.modal());
    expect(maya.read(opened)).toContain('Who leaves?');

    expect(await maya.submit()).toEqual({
      ok: false,
      problem: 'invalid_input',
      message: 'Some answers need another look.',
      errors: { leaver: 'Please complete this required field.' },
    });
    expect(await maya.submit({ Reason: 'far too long a reason for twenty' })).toMatchObject({
      errors: { leaver: expect.any(String), reason: 'Please enter at most 20 characters.' },
    });
    expect(await maya.submit({ 'Who leaves?': 'Maya Chen', Reason: 'a new job' })).toMatchObject({
      problem: 'refused_by_app',
      errors: { leaver: 'Ask your own manager for that.' },
    });
    expect(await maya.submit({ 'Who leaves?': 'alex.moreau' })).toEqual({ ok: true, outcome: 'updated' });
    expect(maya.modal()).toMatchObject({ id: opened.id, title: 'The dates' });
    expect(maya.modal()?.hash).not.toBe(opened.hash);

    expect(await maya.submit({ 'Last day': '2026-03-31' })).toEqual({ ok: true, outcome: 'pushed' });
    expect(seen[1]).toEqual({ 'last-day': { 'last-day': { type: 'datepicker', selected_date: '2026-03-31' } } });
    expect(maya.modal()?.title).toBe('The plan');
    expect(await maya.submit()).toEqual({ ok: true, outcome: 'cleared' });
    expect(seen[2]).toBe(true);
    expect(maya.modal()).toBeNull();
    const told = await maya.waitFor('the message', (me) => me.inbox().find(({ author }) => author.kind === 'app'));
    expect(told.text).toBe('The departure has begun.');
  });

  it('reports a closed modal when the app asked for it, and closes a pushed one alone', async () => {
    running = await run();
    const { app, workspace } = running;
    const closed: unknown[] = [];
    app.shortcut('start-departure', async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: first });
    });
    app.view({ callback_id: 'who', type: 'view_submission' }, ({ ack }) =>
      ack({ response_action: 'push', view: second }),
    );
    app.view({ callback_id: 'who', type: 'view_closed' }, async ({ ack, body, view }) => {
      await ack();
      closed.push([view.private_metadata, 'is_cleared' in body && body.is_cleared]);
    });
    const maya = workspace.as('U0MAYA');
    const open = async () => {
      await maya.shortcut('start-departure');
      await maya.waitFor('the modal', (me) => me.modal()?.title === 'A departure');
    };
    await open();
    await maya.submit({ leaver: 'U0ALEX' });
    await maya.close();
    expect(maya.modal()?.title).toBe('A departure');
    expect(closed).toEqual([]);
    await maya.close();
    expect(maya.modal()).toBeNull();
    expect(closed).toEqual([['draft-1', false]]);

    await open();
    await maya.submit({ leaver: 'U0ALEX' });
    await maya.close({ all: true });
    expect(maya.modal()).toBeNull();
    expect(closed).toEqual([
      ['draft-1', false],
      ['draft-1', true],
    ]);
  });

  it('keeps triggers to one use and three seconds', async () => {
    running = await run();
    const { app, workspace } = running;
    const triggers: string[] = [];
    app.command('/offboard', async ({ ack, command }) => {
      await ack();
      triggers.push(command.trigger_id);
    });
    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard');
    const [trigger_id = ''] = triggers;
    const open = (id: string) => app.client.views.open({ trigger_id: id, view: first });
    await expect(open('1.2.made-up')).rejects.toMatchObject({ data: { error: 'invalid_trigger_id' } });
    await expect(
      app.client.views.open({
        trigger_id,
        view: { ...first, title: second.title, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '' } }] },
      }),
    ).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: ['[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text/text]'],
        },
      },
    });
    await open(trigger_id);
    await expect(open(trigger_id)).rejects.toMatchObject({ data: { error: 'exchanged_trigger_id' } });
    await maya.type('/offboard');
    await new Promise((resolve) => setTimeout(resolve, 3100));
    await expect(open(triggers[1] ?? '')).rejects.toMatchObject({ data: { error: 'expired_trigger_id' } });
  });

  it('says so when the app does not answer in time, refuses, or answers what cannot be shown', async () => {
    running = await run({ patience: 300 });
    const { app, workspace } = running;
    app.command('/offboard', async ({ ack, command, client }) => {
      if (command.text === 'slow') await new Promise((resolve) => setTimeout(resolve, 600));
      await ack(command.text === 'bad' ? { blocks: [{ type: 'header' }] } : '');
      if (command.text === '') await client.views.open({ trigger_id: command.trigger_id, view: first });
    });
    app.view('who', async ({ ack }) =>
      ack({ response_action: 'errors', errors: { nowhere: 'there is no such block' } }),
    );
    const leo = workspace.as('U0LEO');
    await expect(leo.type('/offboard slow')).rejects.toThrow(ActFailed);
    expect(leo.inbox().at(-1)).toMatchObject({
      author: { kind: 'slackbot' },
      ephemeral: true,
      text: "/offboard a échoué avec l'erreur « operation_timeout »",
    });
    await expect(leo.type('/offboard bad')).rejects.toMatchObject({ problem: 'invalid_blocks' });
    await expect(leo.type('/unknown')).rejects.toMatchObject({ problem: 'unknown_command' });
    await leo.type('/offboard');
    await leo.waitFor('the modal', (me) => me.modal());
    expect(await leo.submit({ leaver: 'U0ALEX' })).toMatchObject({
      ok: false,
      problem: 'invalid_response_errors',
      errors: {},
    });
    expect(leo.modal()).not.toBeNull();
  });
});
