import type { Block } from '../../../src/workspace/slack/browser-api.ts';

/** Cards and forms as an offboarding app would post them; every block and element kind the page draws is in here. */
const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string, value: string, description?: string) => ({
  text: plain(text),
  value,
  ...(description ? { description: plain(description) } : {}),
});

/** The manager's card. */
export function departureCard(state: 'waiting' | 'confirmed'): Block[] {
  return [
    { type: 'header', block_id: 'head', text: plain('Departure of Alex Moreau') },
    {
      type: 'section',
      block_id: 'facts',
      text: mrkdwn(
        state === 'waiting'
          ? ':hourglass_flowing_sand: *Waiting for a confirmation* from IT'
          : ':white_check_mark: *Confirmed* by <@U0TOM>',
      ),
      fields: [
        mrkdwn('*Last working day*\n<!date^1774634400^{date_long}|27 March 2026>'),
        mrkdwn('*Cut-off*\n<!date^1774634400^{date_short} {time}|27 March 2026, 18:00>'),
        mrkdwn('*Handovers*\n2 of 3 accepted'),
        mrkdwn('*Accounts*\n3 systems, 3 live'),
      ],
      accessory: {
        type: 'overflow',
        action_id: 'card.more',
        options: [option('Reschedule', 'reschedule'), option('Cancel the departure', 'cancel')],
      },
    },
    { type: 'divider', block_id: 'line' },
    {
      type: 'rich_text',
      block_id: 'steps',
      elements: [
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'On-call rota', style: { bold: true } },
                { type: 'text', text: ' goes to ' },
                { type: 'user', user_id: 'U0PRIYA' },
              ],
            },
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'Billing service', style: { bold: true } },
                { type: 'text', text: ' goes to ' },
                { type: 'user', user_id: 'U0JONAS' },
                { type: 'text', text: ' ' },
                { type: 'emoji', name: 'white_check_mark' },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'actions',
      block_id: 'do',
      elements:
        state === 'confirmed'
          ? [{ type: 'button', action_id: 'card.open', text: plain('Open the plan') }]
          : [
              {
                type: 'button',
                action_id: 'card.confirm',
                style: 'danger',
                text: plain('Confirm the revocation'),
                accessibility_label: 'Confirm the revocation of 3 accounts of Alex Moreau',
                confirm: {
                  title: plain('Revoke 3 accounts?'),
                  text: mrkdwn(
                    'At *18:00* on Friday, Alex loses access to *3 systems*. This cannot be undone by itself.',
                  ),
                  confirm: plain('Revoke'),
                  deny: plain('Not yet'),
                  style: 'danger',
                },
              },
              { type: 'button', action_id: 'card.plan', style: 'primary', text: plain('See the plan') },
              { type: 'button', action_id: 'card.remind', text: plain('Remind') },
            ],
    },
    {
      type: 'context',
      block_id: 'foot',
      elements: [mrkdwn(':lock: Seen by you, HR and IT · changed <!date^1774256400^{date_pretty} {time}|today>')],
    },
  ];
}

/** Every kind of input. */
export function everyInput(): Block[] {
  const input = (blockId: string, label: string, element: object, more: object = {}): Block => ({
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: { action_id: `${blockId}.in`, ...element },
    ...more,
  });
  return [
    {
      type: 'section',
      block_id: 'intro',
      text: mrkdwn('Tell Relais *who* leaves and *when*. Nothing is sent to anyone before you confirm the plan.'),
    },
    input('who', 'Who is leaving?', { type: 'users_select', placeholder: plain('Choose a person') }),
    input(
      'kind',
      'Kind of departure',
      {
        type: 'radio_buttons',
        options: [
          option('Resignation', 'resignation', 'They told you that they leave'),
          option('Dismissal', 'dismissal', 'Stays confidential until the meeting'),
        ],
      },
      { hint: plain('The flow and its steps follow from this.') },
    ),
    input('day', 'Last working day', { type: 'datepicker', initial_date: '2026-03-27' }),
    input('at', 'Cut-off', { type: 'datetimepicker', initial_date_time: 1774634400 }),
    input(
      'hour',
      'Meeting',
      { type: 'timepicker', initial_time: '14:30', timezone: 'Europe/Paris' },
      { optional: true },
    ),
    input('notes', 'Notes for the team', { type: 'plain_text_input', multiline: true, max_length: 500 }),
    input('days', 'Days of handover', {
      type: 'number_input',
      is_decimal_allowed: false,
      min_value: '1',
      max_value: '30',
    }),
    input('mail', 'Private e-mail', { type: 'email_text_input' }, { optional: true }),
    input('site', 'Link to the dossier', { type: 'url_text_input' }, { optional: true }),
    input('reason', 'Reason', {
      type: 'static_select',
      options: [option('New job', 'job'), option('Studies', 'studies'), option('Prefers not to say', 'none')],
    }),
    input('systems', 'Systems', {
      type: 'multi_static_select',
      option_groups: [
        { label: plain('Identity'), options: [option('Directory', 'directory'), option('Mail', 'mail')] },
        { label: plain('Code'), options: [option('Repositories', 'code')] },
      ],
      initial_options: [option('Directory', 'directory')],
    }),
    input('heirs', 'Who takes over?', { type: 'multi_users_select', max_selected_items: 3 }, { optional: true }),
    input('where', 'Where to post the card', { type: 'conversations_select' }, { optional: true }),
    input('dossier', 'Template', { type: 'external_select', min_query_length: 1 }, { optional: true }),
    input(
      'kit',
      'Equipment to hand back',
      { type: 'checkboxes', options: [option('Laptop', 'laptop'), option('Badge', 'badge'), option('Phone', 'phone')] },
      { optional: true },
    ),
  ];
}

/** The app's Home tab. */
export function homeBlocks(): Block[] {
  return [
    { type: 'header', block_id: 'h1', text: plain('My tasks') },
    {
      type: 'section',
      block_id: 'task',
      text: mrkdwn('*Take over the on-call rota* from <@U0ALEX>\nDue <!date^1774256400^{date_pretty}|Monday>'),
      accessory: {
        type: 'button',
        action_id: 'home.task',
        text: plain('Open'),
        accessibility_label: 'Open: on-call rota',
      },
    },
    { type: 'divider', block_id: 'h2' },
    { type: 'header', block_id: 'h3', text: plain('My departures') },
    {
      type: 'section',
      block_id: 'departure',
      text: mrkdwn('*Alex Moreau* · resignation · cut-off in 4 days'),
      fields: [mrkdwn('*Handovers*\n2 of 3'), mrkdwn('*Equipment*\n0 of 2')],
    },
    {
      type: 'actions',
      block_id: 'h4',
      elements: [
        { type: 'button', action_id: 'home.start', style: 'primary', text: plain('Start a departure') },
        {
          type: 'static_select',
          action_id: 'home.filter',
          placeholder: plain('Show'),
          options: [option('Open', 'open'), option('Completed', 'completed')],
        },
      ],
    },
    { type: 'context', block_id: 'h5', elements: [mrkdwn('Numbers are live.')] },
  ];
}

/** A kind of block that no version of this page knows. */
export function strangeBlock(): Block {
  return { type: 'hologram', block_id: 'strange' };
}
