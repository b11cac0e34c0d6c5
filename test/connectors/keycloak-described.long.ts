import { describe, expect, it, onTestFinished } from 'vitest';
import { askEverything } from './ask-everything.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { colleague, personOf } from './people.ts';

const absent = missingSpec('keycloak');
const loud = absent ? ` (${absent})` : '';
const base = '/admin/realms';

/**
 * Signing in is OpenID Connect’s. The description has the kinds of events and the roles that are taken away as one
 * thing, where Keycloak takes a list of each: a genuine one was seen to (`test/real/keycloak.real.ts`).
 */
const notDescribed = [
  /\/protocol\/openid-connect\/token$/,
  /^\/acme\/events$/,
  /\/role-mappings\/(?:realm|clients\/[^/]+)$/,
];

describe('keycloak, held to Keycloak’s own description', () => {
  it.skipIf(absent)(`asks as it says, and is answered so${loud}`, async () => {
    const requests = await vendorSpec('keycloak', base, notDescribed);
    const answers = await vendorSpec('keycloak', base, notDescribed);
    const watch = (fetch: Parameters<typeof requests.watch>[0]) => requests.watch(answers.watchAnswers(fetch));
    const world = await keycloakWorld({ employeeNumberAttribute: 'number' }, watch);
    onTestFinished(() => world.close());
    const numbered = { ...personOf(colleague('U0TOM')), employeeNumber: '7004' };
    await askEverything(world.connector, [world.people.present, numbered, world.people.absent]);
    expect(requests.complaints()).toEqual([]);
    // It describes a 200 without a body; Keycloak answers 204.
    expect(answers.complaints().filter((one) => !one.includes('answers 204'))).toEqual([]);
    expect(requests.checked()).toBeGreaterThan(50);
    expect(answers.checked()).toBeGreaterThan(50);
  });

  it.skipIf(absent)(`canary: a request that it does not know is seen${loud}`, async () => {
    const spec = await vendorSpec('keycloak', base);
    const init = { headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;
    for (const [method, path, body] of [
      ['POST', '/acme/users/u-1/log-out', null],
      ['DELETE', '/acme/users/u-1/group/g-1', null],
      ['PATCH', '/acme/users/u-1', '{"enabled":false}'],
    ] as const) {
      const before = spec.complaints().length;
      const url = new URL(`https://sso.example.com${base}${path}`);
      await spec.watch(async () => new Response())(url, { ...init, method, body });
      expect(spec.complaints().length, `${method} ${path}`).toBeGreaterThan(before);
    }
  });
});
