import { defineHrSystem } from '../define-hr-system.ts';
import { hibobSettings } from './hibob-settings.ts';
import { createHibob } from './hibob-system.ts';

export const hibob = defineHrSystem({
  type: 'hibob',
  summary: 'HiBob: people with their termination date, ahead or past; signed webhooks (v2)',
  settings: hibobSettings,
  create: createHibob,
});
