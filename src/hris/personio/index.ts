import { defineHrSystem } from '../define-hr-system.ts';
import { personioSettings } from './personio-settings.ts';
import { createPersonio } from './personio-system.ts';

export const personio = defineHrSystem({
  type: 'personio',
  summary: 'Personio (API v2): persons and their employments, ends ahead included; signed webhooks without data',
  settings: personioSettings,
  create: createPersonio,
});
