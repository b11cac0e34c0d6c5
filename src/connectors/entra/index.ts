import { defineConnector } from '../define-connector.ts';
import { createEntraConnector } from './entra-connector.ts';
import { entraSettings } from './entra-settings.ts';

export const entra = defineConnector({
  type: 'entra',
  summary:
    'Microsoft Entra ID tenant: disable sign-in and devices, end sessions, remove sign-in methods, take back grants, roles, apps, groups and licences; hand over mail, meetings, OneDrive and teams',
  tier: 'identity',
  settings: entraSettings,
  create: createEntraConnector,
});
