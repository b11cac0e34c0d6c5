import { defineConnector } from '../define-connector.ts';
import { oktaSettings } from './okta-settings.ts';

export const okta = defineConnector({
  type: 'okta',
  summary: 'Okta organisation: suspend, end sessions, reset factors, take back grants, tokens, roles and groups',
  tier: 'identity',
  settings: oktaSettings,
  directory: {
    groupId: { pattern: /^00g[A-Za-z0-9]{10,30}$/, example: '00g1emaKYZTWRYYRRTSK' },
    userNameAttribute: { pattern: /^[A-Za-z]\w{0,80}$/, example: 'githubUsername' },
  },
  async load() {
    const [{ createOktaConnector }, { createOktaDirectory }] = await Promise.all([
      import('./okta-connector.ts'),
      import('./okta-people.ts'),
    ]);
    return { create: createOktaConnector, createDirectory: createOktaDirectory };
  },
});
