import { defineHrSystem } from '../define-hr-system.ts';
import { bamboohrSettings } from './bamboohr-settings.ts';
import { createBamboohr } from './bamboohr-system.ts';

export const bamboohr = defineHrSystem({
  type: 'bamboohr',
  summary: 'BambooHR: employees and the history of their employment status, ends ahead included; signed webhooks',
  settings: bamboohrSettings,
  create: createBamboohr,
});
