import { defineConnector } from '../define-connector.ts';
import { atlassianSettings } from './atlassian-settings.ts';

export const atlassian = defineConnector({
  type: 'atlassian',
  summary:
    'Atlassian organisation and its Jira site: deactivate managed accounts, suspend others, take back API tokens and groups; hand over projects, filters and dashboards',
  tier: 'code',
  settings: atlassianSettings,
  load: async () => ({ create: (await import('./atlassian-connector.ts')).createAtlassianConnector }),
});
