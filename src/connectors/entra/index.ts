import { defineConnector } from '../define-connector.ts';
import { entraSettings } from './entra-settings.ts';

export const entra = defineConnector({
  type: 'entra',
  summary:
    'Microsoft Entra ID tenant: disable sign-in and devices, end sessions, remove sign-in methods, take back grants, roles, apps, groups and licences; hand over mail, meetings, OneDrive and teams',
  tier: 'identity',
  settings: entraSettings,
  directory: {
    groupId: {
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      example: '02bd9fd6-8f93-4758-87c3-1fb73740a315',
    },
    userNameAttribute: {
      pattern:
        /^(?:extensionAttribute(?:[1-9]|1[0-5])|extension_[0-9a-f]{32}_\w{1,120}|onPremisesSamAccountName|mailNickname)$/i,
      example: 'extensionAttribute7',
    },
  },
  async load() {
    const [{ createEntraConnector }, { createEntraDirectory }] = await Promise.all([
      import('./entra-connector.ts'),
      import('./entra-people.ts'),
    ]);
    return { create: createEntraConnector, createDirectory: createEntraDirectory };
  },
});
