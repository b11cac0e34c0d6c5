import { defineConnector } from '../define-connector.ts';
import { scimSettings } from './scim-settings.ts';

export const scim = defineConnector({
  type: 'scim',
  summary: 'Any product with SCIM 2.0: deactivate, remove or delete the user, leave the groups',
  tier: 'other',
  settings: scimSettings,
  load: async () => ({ create: (await import('./scim-connector.ts')).createScimConnector }),
});
