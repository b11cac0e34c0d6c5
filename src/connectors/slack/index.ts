import { defineConnector } from '../define-connector.ts';
import { slackSettings } from './slack-settings.ts';

export const slack = defineConnector({
  type: 'slack',
  summary:
    'Slack workspace or Enterprise organisation: deactivate members and guests, end sessions; tell apps, workflows and channels left behind',
  tier: 'collaboration',
  settings: slackSettings,
  load: async () => ({ create: (await import('./slack-connector.ts')).createSlackConnector }),
});
