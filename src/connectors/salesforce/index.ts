import { defineConnector } from '../define-connector.ts';
import { salesforceSettings } from './salesforce-settings.ts';

export const salesforce = defineConnector({
  type: 'salesforce',
  summary:
    'Salesforce organisation: freeze at once, end sessions and tokens, take back permission sets, groups and queues, hand records on, then deactivate',
  tier: 'crm',
  settings: salesforceSettings,
  load: async () => ({ create: (await import('./salesforce-connector.ts')).createSalesforceConnector }),
});
