import { defineConnector } from '../define-connector.ts';
import { keycloakSettings } from './keycloak-settings.ts';

export const keycloak = defineConnector({
  type: 'keycloak',
  summary: 'Keycloak realm: disable, end sessions, take back consents, offline tokens, credentials, groups and roles',
  tier: 'identity',
  settings: keycloakSettings,
  load: async () => ({ create: (await import('./keycloak-connector.ts')).createKeycloakConnector }),
});
