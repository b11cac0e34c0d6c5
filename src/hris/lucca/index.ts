import { defineHrSystem } from '../define-hr-system.ts';
import { luccaSettings } from './lucca-settings.ts';
import { createLucca } from './lucca-system.ts';

export const lucca = defineHrSystem({
  type: 'lucca',
  summary: 'Lucca (current API): employees and their employments, ends ahead included; signed webhooks',
  settings: luccaSettings,
  create: createLucca,
});
