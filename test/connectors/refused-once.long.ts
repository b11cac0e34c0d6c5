import { refusedOnceContract } from '../contracts/refused-once.ts';
import { entraLyingWorld } from './entra-lying-world.ts';
import { githubLyingWorld } from './github-lying-world.ts';
import { googleWorld } from './google-world.ts';
import { oktaWorld } from './okta-world.ts';
import { scimLyingWorld } from './scim-lying-world.ts';
import { webhookLyingWorld } from './webhook-lying-world.ts';

refusedOnceContract('okta with an API token', () => oktaWorld());
refusedOnceContract('okta with a service app', () => oktaWorld({ oauth: true }));
refusedOnceContract('entra', entraLyingWorld);
refusedOnceContract('github', githubLyingWorld);
refusedOnceContract('google', () => googleWorld());
refusedOnceContract('scim', scimLyingWorld);
refusedOnceContract('webhook', webhookLyingWorld);
