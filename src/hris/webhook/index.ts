import { defineHrSystem } from '../define-hr-system.ts';
import { webhookSettings } from './webhook-settings.ts';
import { createWebhookHr } from './webhook-system.ts';

/**
 * Any HR system, or script of yours, that speaks Relais' own JSON: it signs what it pushes, and answers what is asked.
 */
export const webhook = defineHrSystem({
  type: 'webhook',
  summary: 'Your own HR system or script: signed calls, and one address that answers in Relais’ own JSON.',
  settings: webhookSettings,
  create: createWebhookHr,
});
