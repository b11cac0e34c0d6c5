import { defineConnector } from '../define-connector.ts';
import { postgresqlSettings } from './postgresql-settings.ts';

export const postgresql = defineConnector({
  type: 'postgresql',
  summary:
    'PostgreSQL: no sign-in, sessions ended, password gone, memberships and rights taken back, objects to an heir',
  tier: 'cloud',
  settings: postgresqlSettings,
  load: async () => ({ create: (await import('./postgresql-connector.ts')).createPostgresqlConnector }),
});
