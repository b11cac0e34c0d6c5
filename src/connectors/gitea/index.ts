import { defineConnector } from '../define-connector.ts';
import { giteaSettings } from './gitea-settings.ts';

export const gitea = defineConnector({
  type: 'gitea',
  summary:
    'Gitea or Forgejo: prohibit sign-in, take back tokens, keys, OAuth applications, memberships and collaborations; tell deploy keys and repositories',
  tier: 'code',
  settings: giteaSettings,
  load: async () => ({ create: (await import('./gitea-connector.ts')).createGiteaConnector }),
});
