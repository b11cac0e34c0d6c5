import { refusedOnceContract } from '../contracts/refused-once.ts';
import { entraLyingWorld } from './entra-lying-world.ts';
import { githubLyingWorld } from './github-lying-world.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { oktaWorld } from './okta-world.ts';
import { scimLyingWorld } from './scim-lying-world.ts';
import { slackWorld } from './slack-world.ts';
import { webhookLyingWorld } from './webhook-lying-world.ts';

refusedOnceContract('okta with an API token', () => oktaWorld());
refusedOnceContract('okta with a service app', () => oktaWorld({ oauth: true }));
refusedOnceContract('entra', entraLyingWorld);
refusedOnceContract('keycloak', () => keycloakWorld());
refusedOnceContract('github', githubLyingWorld);
refusedOnceContract('slack, business', () => slackWorld({ plan: 'business' }));
refusedOnceContract('slack, enterprise', () => slackWorld({ plan: 'enterprise' }));
refusedOnceContract('scim', scimLyingWorld);
refusedOnceContract('webhook', webhookLyingWorld);
