import { defineConnector } from '../define-connector.ts';
import { gitlabSettings } from './gitlab-settings.ts';

export const gitlab = defineConnector({
  type: 'gitlab',
  summary:
    'GitLab instance, or a group on gitlab.com: block or remove, take back tokens, keys and memberships; tell projects, schedules and runners',
  tier: 'code',
  settings: gitlabSettings,
  load: async () => ({ create: (await import('./gitlab-connector.ts')).createGitlabConnector }),
});
