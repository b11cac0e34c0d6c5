import { defineHrSystem } from '../define-hr-system.ts';
import { workdaySettings } from './workday-settings.ts';
import { createWorkday } from './workday-system.ts';

export const workday = defineHrSystem({
  type: 'workday',
  summary: 'Workday: a custom report of yours, as a web service (RaaS); polled',
  settings: workdaySettings,
  create: createWorkday,
});
