import { defineConnector } from '../define-connector.ts';
import { googleSettings } from './google-settings.ts';

export const google = defineConnector({
  type: 'google',
  summary:
    'Google Workspace: second factors, tokens and mail forwarding first, then suspend, end sessions, wipe work accounts, take back roles, groups and licences',
  tier: 'identity',
  settings: googleSettings,
  directory: {
    groupId: null,
    userNameAttribute: { pattern: /^[\w-]{1,80}\.[\w-]{1,80}$/, example: 'Accounts.githubUsername' },
  },
  async load() {
    const [{ createGoogleConnector }, { createGoogleDirectory }] = await Promise.all([
      import('./google-connector.ts'),
      import('./google-people.ts'),
    ]);
    return { create: createGoogleConnector, createDirectory: createGoogleDirectory };
  },
});
