import { defineConnector } from '../define-connector.ts';
import { manualSettings } from './manual-settings.ts';

export const manual = defineConnector({
  type: 'manual',
  summary: 'A system that no program can reach: a person does it and attaches proof',
  tier: 'other',
  settings: manualSettings,
  load: async () => ({ create: (await import('./manual-connector.ts')).createManualConnector }),
});
