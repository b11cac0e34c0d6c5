import { defineHrSystem } from '../define-hr-system.ts';
import { factorialSettings } from './factorial-settings.ts';
import { createFactorial } from './factorial-system.ts';

export const factorial = defineHrSystem({
  type: 'factorial',
  summary: 'Factorial: employees with the day on which they are terminated, ahead or past; webhooks with a shared word',
  settings: factorialSettings,
  create: createFactorial,
});
