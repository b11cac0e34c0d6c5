import { defineHrSystem } from '../define-hr-system.ts';
import { trytonSettings } from './tryton-settings.ts';
import { createTryton } from './tryton-system.ts';

export const tryton = defineHrSystem({
  type: 'tryton',
  summary: 'Tryton (module company): employees with their end, ahead or past; polled',
  settings: trytonSettings,
  create: createTryton,
});
