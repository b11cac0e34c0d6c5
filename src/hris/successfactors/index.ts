import { defineHrSystem } from '../define-hr-system.ts';
import { successfactorsSettings } from './successfactors-settings.ts';
import { createSuccessfactors } from './successfactors-system.ts';

export const successfactors = defineHrSystem({
  type: 'successfactors',
  summary: 'SAP SuccessFactors Employee Central (OData v2): employments with their end, ahead or past; polled',
  settings: successfactorsSettings,
  create: createSuccessfactors,
});
