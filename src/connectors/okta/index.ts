import { defineConnector } from '../define-connector.ts';
import { createOktaConnector } from './okta-connector.ts';
import { createOktaDirectory } from './okta-people.ts';
import { oktaSettings } from './okta-settings.ts';

export const okta = defineConnector({
  type: 'okta',
  summary: 'Okta organisation: suspend, end sessions, reset factors, take back grants, tokens, roles and groups',
  tier: 'identity',
  settings: oktaSettings,
  create: createOktaConnector,
  directory: {
    groupId: { pattern: /^00g[A-Za-z0-9]{10,30}$/, example: '00g1emaKYZTWRYYRRTSK' },
    create: createOktaDirectory,
  },
});
