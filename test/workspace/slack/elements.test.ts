import type { types } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, run } from './tiny-app.ts';

const option = (label: string, value: string) => ({ text: { type: 'plain_text' as const, text: label }, value });
const options = [option('One', '1'), option('Two', '2'), option('Three', '3')];
const input = (
  id: string,
  element: types.InputBlock['element'],
  more: Partial<types.InputBlock> = {},
): types.InputBlock => ({
  type: 'input',
  block_id: id,
  optional: true,
  label: { type: 'plain_text', text: `The ${id}` },
  element: { ...element, action_id: id },
  ...more,
});
const everyElement: readonly types.InputBlock[] = [
  input('text', { type: 'plain_text_input' }),
  input('number', { type: 'number_input', is_decimal_allowed: false, min_value: '1' }),
  input('email', { type: 'email_text_input' }),
  input('url', { type: 'url_text_input' }),
  input('one', { type: 'static_select', options }),
  input('many', { type: 'multi_static_select', options, max_selected_items: 2 }),
  input('radio', { type: 'radio_buttons', options }),
  input('boxes', { type: 'checkboxes', options }),
  input('user', { type: 'users_select' }),
  input('users', { type: 'multi_users_select' }),
  input('conversation', { type: 'conversations_select', response_url_enabled: true }),
  input('conversations', { type: 'multi_conversations_select' }),
  input('channel', { type: 'channels_select' }),
  input('channels', { type: 'multi_channels_select' }),
  input('date', { type: 'datepicker' }),
  input('time', { type: 'timepicker' }),
  input('instant', { type: 'datetimepicker' }),
  input('external', { type: 'external_select' }),
  input('externals', { type: 'multi_external_select' }),
];
const modal = (blocks: readonly types.KnownBlock[]): types.ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'A form' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks: [...blocks],
});

describe('what people enter', () => {
  let running: Running;
  beforeEach(async () => {
    running = await run();
  });
  afterEach(() => running.stop());

  /** Opens the blocks as Maya's modal; `submitted` collects the state of each submission. */
  async function openForm(blocks: readonly types.KnownBlock[]) {
    const { app, workspace } = running;
    const submitted: Record<string, unknown>[] = [];
    const urls: unknown[] = [];
    app.command('/offboard', async ({ ack, command, client }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: modal(blocks) });
    });
    app.view('form', async ({ ack, view, body }) => {
      await ack();
      submitted.push(view.state.values);
      urls.push(...('response_urls' in body ? (body.response_urls ?? []) : []));
    });
    app.options(/^externals?$/, async ({ ack, payload }) => {
      const found = options.filter(({ text }) => text.text.includes(payload.value));
      await ack({ options: found });
    });
    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard');
    await maya.waitFor('the form', (me) => me.modal());
    return { maya, submitted, urls };
  }

  it('arrives unset as Slack sends it unset', async () => {
    const { maya, submitted } = await openForm(everyElement);
    expect(await maya.submit()).toMatchObject({ ok: true });
    expect(submitted).toEqual([
      {
        text: { text: { type: 'plain_text_input', value: null } },
        number: { number: { type: 'number_input', value: null } },
        email: { email: { type: 'email_text_input', value: null } },
        url: { url: { type: 'url_text_input', value: null } },
        one: { one: { type: 'static_select', selected_option: null } },
        many: { many: { type: 'multi_static_select', selected_options: [] } },
        radio: { radio: { type: 'radio_buttons', selected_option: null } },
        boxes: { boxes: { type: 'checkboxes', selected_options: [] } },
        user: { user: { type: 'users_select', selected_user: null } },
        users: { users: { type: 'multi_users_select', selected_users: [] } },
        conversation: { conversation: { type: 'conversations_select', selected_conversation: null } },
        conversations: { conversations: { type: 'multi_conversations_select', selected_conversations: [] } },
        channel: { channel: { type: 'channels_select', selected_channel: null } },
        channels: { channels: { type: 'multi_channels_select', selected_channels: [] } },
        date: { date: { type: 'datepicker', selected_date: null } },
        time: { time: { type: 'timepicker', selected_time: null } },
        instant: { instant: { type: 'datetimepicker', selected_date_time: null } },
        external: { external: { type: 'external_select', selected_option: null } },
        externals: { externals: { type: 'multi_external_select', selected_options: [] } },
      },
    ]);
  });

  it('arrives set, by the words people see', async () => {
    const { maya, submitted, urls } = await openForm(everyElement);
    const result = await maya.submit({
      'The text': 'thank you',
      number: '3',
      email: 'a@example.com',
      url: 'https://example.com/a',
      one: 'Two',
      many: ['One', '3'],
      radio: 'Three',
      boxes: ['One'],
      user: 'Léo Dubois',
      users: ['@tom.okafor', 'U0INES'],
      conversation: '#people-ops',
      conversations: ['#general'],
      channel: '#general',
      channels: ['#general'],
      date: '2026-03-31',
      time: '18:00',
      instant: 1_775_000_000,
      external: 'Thr',
      externals: ['One', 'Two'],
    });
    expect(result).toMatchObject({ ok: true });
    expect(submitted[0]).toMatchObject({
      text: { text: { value: 'thank you' } },
      number: { number: { value: '3' } },
      one: { one: { selected_option: options[1] } },
      many: { many: { selected_options: [options[0], options[2]] } },
      radio: { radio: { selected_option: options[2] } },
      boxes: { boxes: { selected_options: [options[0]] } },
      user: { user: { selected_user: 'U0LEO' } },
      users: { users: { selected_users: ['U0TOM', 'U0INES'] } },
      conversation: { conversation: { selected_conversation: 'C0PEOPLEOPS' } },
      channels: { channels: { selected_channels: ['C0GENERAL'] } },
      date: { date: { selected_date: '2026-03-31' } },
      time: { time: { selected_time: '18:00' } },
      instant: { instant: { selected_date_time: 1_775_000_000 } },
      external: { external: { selected_option: options[2] } },
      externals: { externals: { selected_options: [options[0], options[1]] } },
    });
    expect(urls).toEqual([expect.objectContaining({ channel_id: 'C0PEOPLEOPS', block_id: 'conversation' })]);
  });

  it('stands at the initial value until touched, and can be cleared', async () => {
    const { maya, submitted } = await openForm([
      input('text', { type: 'plain_text_input', initial_value: 'as before' }),
      input('one', { type: 'static_select', options, initial_option: option('Two', '2') }),
      input('date', { type: 'datepicker', initial_date: '2026-01-01' }),
      input('external', { type: 'external_select', initial_option: option('Zero', '0') }),
    ]);
    await maya.submit({ text: '', date: null });
    expect(submitted[0]).toMatchObject({
      text: { text: { value: null } },
      one: { one: { selected_option: { value: '2' } } },
      date: { date: { selected_date: null } },
      external: { external: { selected_option: { value: '0' } } },
    });
  });

  it('is checked by the client before anything is sent', async () => {
    const { maya, submitted } = await openForm([
      ...everyElement,
      input('must', { type: 'plain_text_input', min_length: 3 }, { optional: false }),
    ]);
    const wrong = { number: '0', email: 'nobody', url: 'javascript:alert(1)', many: ['1', '2', '3'], must: 'ab' };
    expect(await maya.submit(wrong)).toMatchObject({
      problem: 'invalid_input',
      errors: {
        number: 'Please enter 1 or more.',
        email: 'Please enter a valid email address.',
        url: 'Please enter a valid link.',
        many: 'Please choose at most 2.',
        must: 'Please enter at least 3 characters.',
      },
    });
    expect(await maya.submit({ number: '1.5', must: null })).toMatchObject({
      errors: { number: 'Please enter a whole number.', must: 'Please complete this required field.' },
    });
    await expect(maya.submit({ one: 'Seven' })).rejects.toThrow('"Seven" is not among the options');
    await expect(maya.fill({ external: 'nothing like it' })).resolves.toBeUndefined();
    await expect(maya.submit({ one: '1' })).rejects.toThrow('"nothing like it" is not among the options');
    await expect(maya.fill({ 'no such field': 'x' })).rejects.toThrow('sees no no such field to click; there is:');
    expect(submitted).toEqual([]);
  });

  it('reaches the app at once only where it asked for it', async () => {
    const actions: unknown[] = [];
    running.app.action(/.*/, async ({ ack, action, body }) => {
      await ack();
      actions.push([action, 'view' in body ? body.view?.state.values : null]);
    });
    const { maya } = await openForm([
      input('quiet', { type: 'users_select' }),
      input('loud', { type: 'users_select' }, { dispatch_action: true }),
      {
        type: 'section',
        block_id: 'side',
        text: { type: 'mrkdwn', text: 'More' },
        accessory: { type: 'overflow', action_id: 'more', options },
      },
    ]);
    await maya.fill({ quiet: 'Léo Dubois' });
    await maya.fill({ loud: 'Maya Chen' });
    await maya.click('more', { value: 'Two' });
    await expect.poll(() => actions.length).toBe(2);
    expect(actions).toEqual([
      [
        expect.objectContaining({ type: 'users_select', action_id: 'loud', selected_user: 'U0MAYA' }),
        {
          quiet: { quiet: { type: 'users_select', selected_user: 'U0LEO' } },
          loud: { loud: { type: 'users_select', selected_user: 'U0MAYA' } },
        },
      ],
      [expect.objectContaining({ type: 'overflow', selected_option: options[1] }), expect.anything()],
    ]);
  });
});

describe('the Home tab', () => {
  let running: Running;
  afterEach(() => running.stop());
  const home = (text: string): types.HomeView => ({
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text } },
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'refresh', text: { type: 'plain_text', text: 'Refresh' } }],
      },
    ],
  });

  it('is published when opened, changed by its buttons, and guarded by its hash', async () => {
    running = await run();
    const { app, workspace } = running;
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: home('My tasks') });
    });
    app.action('refresh', async ({ ack, body, client }) => {
      await ack();
      const hash = 'view' in body ? body.view?.hash : undefined;
      await client.views.publish({ user_id: body.user.id, view: home('Fresh tasks'), ...(hash ? { hash } : {}) });
    });
    const leo = workspace.as('U0LEO');
    expect(leo.home()).toBeNull();
    await leo.openHome();
    const shown = await leo.waitFor('the tab', (me) => me.home());
    expect(leo.read(shown)).toBe('My tasks\n[Refresh]');
    await leo.click('Refresh');
    const fresh = await leo.waitFor('fresh tasks', (me) => me.home()?.hash !== shown.hash && me.home());
    expect(leo.read(fresh)).toContain('Fresh tasks');
    expect(fresh.id).toBe(shown.id);
    const publish = (args: object) =>
      app.client.apiCall('views.publish', { user_id: 'U0LEO', view: home('x'), ...args });
    await expect(publish({ hash: shown.hash })).rejects.toMatchObject({ data: { error: 'hash_conflict' } });
    await expect(publish({ user_id: 'U0NOBODY' })).rejects.toMatchObject({ data: { error: 'user_not_found' } });
    await expect(publish({ view: { ...home('x'), private_metadata: 'x'.repeat(250_000) } })).rejects.toMatchObject({
      data: { error: 'view_too_large' },
    });
  });

  it('and modals are found by external_id, which is unique', async () => {
    running = await run();
    const { app, workspace } = running;
    const errors: unknown[] = [];
    app.command('/offboard', async ({ ack, command, client }) => {
      await ack();
      const view = { ...modal([]), external_id: 'walk-1' };
      const opened = await client.views.open({ trigger_id: command.trigger_id, view });
      await client.views.update({
        external_id: 'walk-1',
        view: { ...view, title: { type: 'plain_text', text: 'Filled' } },
      });
      const hash = opened.view?.hash ?? '';
      await client.views.update({ external_id: 'walk-1', hash, view }).catch((error: unknown) => errors.push(error));
      await client.views.update({ view_id: 'V0', view }).catch((error: unknown) => errors.push(error));
      const home = { type: 'home' as const, blocks: [], external_id: 'walk-1' };
      await client.views.publish({ user_id: 'U0MAYA', view: home }).catch((error: unknown) => errors.push(error));
    });
    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard');
    await maya.waitFor('the filled modal', (me) => me.modal()?.title === 'Filled');
    await expect.poll(() => errors.length).toBe(3);
    expect(errors).toMatchObject([
      { data: { error: 'hash_conflict' } },
      { data: { error: 'not_found' } },
      { data: { error: 'duplicate_external_id' } },
    ]);
  });
});
