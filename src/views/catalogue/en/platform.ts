/** The few sentences that the platforms’ own ways make necessary. */
export const platform = {
  'slack.more': 'and {count, number} more',
  'slack.done': 'Done. You can close this window.',
  'slack.open.text': 'Here is your form.',
  'slack.open.button': 'Open',
  'slack.stranger': 'Relais only answers people of this organisation, with an e-mail address in their profile.',
  'slack.trouble': 'Relais cannot answer at the moment. Nothing was changed. Please try again in a minute.',
} as const;
