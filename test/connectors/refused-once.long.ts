import { refusedOnceContract } from '../contracts/refused-once.ts';
import { entraLyingWorld } from './entra-lying-world.ts';
import { githubLyingWorld } from './github-lying-world.ts';
import { gitlabWorld } from './gitlab-world.ts';
import { googleWorld } from './google-world.ts';
import { hubspotWorld } from './hubspot-world.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { oktaWorld } from './okta-world.ts';
import { salesforceWorld } from './salesforce-world.ts';
import { scimLyingWorld } from './scim-lying-world.ts';
import { slackWorld } from './slack-world.ts';
import { webhookLyingWorld } from './webhook-lying-world.ts';
import { zoomWorld } from './zoom-world.ts';

refusedOnceContract('okta with an API token', () => oktaWorld());
refusedOnceContract('okta with a service app', () => oktaWorld({ oauth: true }));
refusedOnceContract('entra', entraLyingWorld);
refusedOnceContract('keycloak', () => keycloakWorld());
refusedOnceContract('github', githubLyingWorld);
// Each place is asked by itself, and schedules once more: without them, the runs fit into a test's time.
refusedOnceContract('gitlab, a group', async () => {
  const world = await gitlabWorld({ of: 'group', settings: { leave: ['schedules'] } });
  world.sandbox.change(({ projects }) => {
    for (const project of projects) project.schedules = [];
  });
  return world;
});
refusedOnceContract('salesforce', () => salesforceWorld());
refusedOnceContract('hubspot', () => hubspotWorld());
refusedOnceContract('zoom', () => zoomWorld());
refusedOnceContract('slack, business', () => slackWorld({ plan: 'business' }));
refusedOnceContract('slack, enterprise', () => slackWorld({ plan: 'enterprise' }));
refusedOnceContract('google', () => googleWorld());
refusedOnceContract('scim', scimLyingWorld);
refusedOnceContract('webhook', () => webhookLyingWorld());
