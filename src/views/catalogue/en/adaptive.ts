/** The few words that Adaptive Cards make necessary. */
export const adaptive = {
  'adaptive.showMore': 'Show {count} more',
  'adaptive.showFewer': 'Show fewer',
  'adaptive.optional': '{label} (optional)',
  'adaptive.required': 'Please fill this in.',
  'adaptive.update': 'Update this page',
  'adaptive.updateAbout': 'Update this page: {label}',
  'adaptive.typeName': 'Type a name',
  'adaptive.channelLink': 'Paste the link to the channel: open the channel’s menu and choose “Get link to channel”.',
  'adaptive.notAChannel':
    'This is not a link to a Teams channel. Open the channel’s menu, choose “Get link to channel”, and paste it here.',
} as const;
