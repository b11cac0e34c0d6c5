import { defineConnector } from '../define-connector.ts';
import { createGoogleConnector } from './google-connector.ts';
import { createGoogleDirectory } from './google-people.ts';
import { googleSettings } from './google-settings.ts';

export const google = defineConnector({
  type: 'google',
  summary:
    'Google Workspace: second factors, tokens and mail forwarding first, then suspend, end sessions, wipe work accounts, take back roles, groups and licences',
  tier: 'identity',
  settings: googleSettings,
  create: createGoogleConnector,
  directory: { groupId: null, create: createGoogleDirectory },
});
