import { defineConnector } from '../define-connector.ts';
import { webhookSettings } from './webhook-settings.ts';

export const webhook = defineConnector({
  type: 'webhook',
  summary: 'Any system you can put a small receiver in front of: a signed request, and a status to read back',
  tier: 'other',
  settings: webhookSettings,
  load: async () => ({ create: (await import('./webhook-connector.ts')).createWebhookConnector }),
});
