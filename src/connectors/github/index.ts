import { defineConnector } from '../define-connector.ts';
import { githubSettings } from './github-settings.ts';

export const github = defineConnector({
  type: 'github',
  summary:
    'GitHub organisation: remove members and outside collaborators, take back credentials, tokens, roles and teams',
  tier: 'code',
  settings: githubSettings,
  load: async () => ({ create: (await import('./github-connector.ts')).createGithubConnector }),
});
