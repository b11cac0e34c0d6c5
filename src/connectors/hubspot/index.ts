import { defineConnector } from '../define-connector.ts';
import { hubspotSettings } from './hubspot-settings.ts';

export const hubspot = defineConnector({
  type: 'hubspot',
  summary:
    'HubSpot account: remove the user, or read that somebody deactivated them; take out of teams; hand contacts, companies, deals and tickets on',
  tier: 'crm',
  settings: hubspotSettings,
  load: async () => ({ create: (await import('./hubspot-connector.ts')).createHubspotConnector }),
});
