import { exportJWK, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { company } from '../../../src/workspace/company.ts';
import type { OktaServiceApp } from '../../../src/workspace/systems/okta/access.ts';
import { createOktaSandbox } from '../../../src/workspace/systems/okta/okta-sandbox.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { rsaKeys } from '../../support/rsa-keys.ts';
import { client, handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';

async function open(options: { dataDir?: string; serviceApp?: OktaServiceApp } = {}) {
  const clock = handClock();
  const dataDir = options.dataDir ?? temporaryFolder();
  const sandbox = createOktaSandbox({ dataDir, people: company, now: clock.now, ...options });
  const base = await serve(sandbox.router, '/sandbox/okta');
  const okta = client(base, { authorization: `SSWS ${sandboxToken}` });
  const found = await okta('GET', `/api/v1/users/${alex}`);
  const account = () => sandbox.accounts().find((each) => each.email === alex);
  return { sandbox, okta, base, clock, dataDir, id: String(found.body.id), account };
}

describe('Okta sandbox', () => {
  it('has an account with sessions, tokens and groups for everybody in the company', async () => {
    const { sandbox } = await open();
    expect(sandbox.accounts()).toHaveLength(company.length);
    for (const account of sandbox.accounts()) {
      expect(account).toMatchObject({ live: true, status: 'ACTIVE' });
      expect(account.sessions).toBeGreaterThan(0);
      expect(account.tokens).toBeGreaterThan(0);
      expect(account.groups).toContain('Everyone');
    }
    const groupsOf = (email: string) => sandbox.accounts().find((each) => each.email === email)?.groups;
    expect(groupsOf(alex)).toContain('Production access');
    expect(groupsOf('claire.petit@example.com')).toEqual(expect.arrayContaining(['Team Sales', 'Heads']));
    expect(groupsOf('sofia.rossi@example.com')).toContain('Contractors');
  });

  it('keeps a group that an app feeds until somebody takes the person out of it there', async () => {
    const { sandbox, account } = await open();
    const jonas = () => sandbox.accounts().find((each) => each.email === 'jonas.weber@example.com');
    expect(jonas()).toMatchObject({ byHand: true, groups: expect.arrayContaining(['Plant floor', 'Everyone']) });
    expect(account()?.byHand).toBe(false);
    expect(sandbox.endByHand?.(account()?.id ?? '')).toBe(false);
    expect(sandbox.endByHand?.(jonas()?.id ?? '')).toBe(true);
    expect(jonas()?.byHand).toBe(false);
    expect(jonas()?.groups).not.toContain('Plant floor');
    expect(jonas()?.groups).toContain('Everyone');
  });

  it('answers 401 without the token, 404 with an E-code, and the headers Okta sends', async () => {
    const { base, okta } = await open();
    const stranger = await client(base, { authorization: 'SSWS wrong' })('GET', '/api/v1/users');
    expect(stranger).toMatchObject({ status: 401, body: { errorCode: 'E0000011' } });
    const nobody = await okta('GET', '/api/v1/users/00unobody');
    expect(nobody).toMatchObject({ status: 404, body: { errorCode: 'E0000007' } });
    expect(nobody.headers.get('x-okta-request-id')).toMatch(/^[\w-]{20}$/);
    expect(Number(nobody.headers.get('x-rate-limit-remaining'))).toBeGreaterThan(0);
    expect(await okta('GET', '/api/v1/nowhere')).toMatchObject({ status: 404 });
  });

  it('says which organisation it is to everybody, and who has an administrator’s role to those it lets in', async () => {
    const { base, okta } = await open();
    const stranger = client(base, {});
    const first = await stranger('GET', '/.well-known/okta-organization');
    expect(first).toMatchObject({ status: 200, body: { id: expect.stringMatching(/^00o/), pipeline: 'idx' } });
    expect((await stranger('GET', '/.well-known/okta-organization')).body.id).toBe(first.body.id);
    expect((await stranger('GET', '/api/v1/iam/assignees/users')).status).toBe(401);
    const { body } = await okta('GET', '/api/v1/iam/assignees/users?limit=2');
    expect(body.value).toHaveLength(2);
  });

  it('finds by a second address and by an employee number', async () => {
    const { okta, id, sandbox } = await open();
    sandbox.change((state) => {
      for (const { id: each, profile } of state.users)
        if (each === id) Object.assign(profile, { secondEmail: 'alex@home.example.com', employeeNumber: '1042' });
    });
    for (const text of ['profile.secondEmail eq "alex@home.example.com"', 'profile.employeeNumber eq "1042"'])
      expect((await okta('GET', `/api/v1/users?search=${encodeURIComponent(text)}`)).body).toMatchObject([{ id }]);
  });

  it('finds by id, login, search and filter; refuses a filter it cannot read', async () => {
    const { okta, id } = await open();
    const query = (name: string, text: string) => okta('GET', `/api/v1/users?${name}=${encodeURIComponent(text)}`);
    expect((await query('search', `profile.email eq "${alex.toUpperCase()}"`)).body).toMatchObject([{ id }]);
    expect((await query('filter', `profile.email eq "${alex}" and status eq "ACTIVE"`)).body).toHaveLength(1);
    expect((await query('q', 'Alex')).body).toHaveLength(1);
    // A consultant's login is not their address.
    expect((await okta('GET', '/api/v1/users/sofia.rossi@example.com')).status).toBe(404);
    expect((await query('search', 'profile.email eq "sofia.rossi@example.com"')).body).toHaveLength(1);
    expect((await query('search', 'profile.email eq "o\\"brien\\\\@example.com"')).body).toEqual([]);
    expect(await query('search', 'profile.email eq')).toMatchObject({ status: 400, body: { errorCode: 'E0000031' } });
    expect(await query('filter', ')(')).toMatchObject({ status: 400 });
  });

  it('hands out pages with a Link that leads on', async () => {
    const { okta, base } = await open();
    const seen: string[] = [];
    let path: string | undefined = '/api/v1/users?limit=4';
    while (path !== undefined) {
      const page = await okta('GET', path);
      seen.push(...page.body.map((each: { id: string }) => each.id));
      path = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.slice(base.length);
    }
    expect(new Set(seen).size).toBe(company.length);
  });

  it('suspends only from ACTIVE, and open sessions and tokens live on until they are cut', async () => {
    const { okta, id, sandbox, account } = await open();
    expect(await okta('POST', `/api/v1/users/${id}/lifecycle/suspend`)).toMatchObject({ status: 200 });
    expect(await okta('POST', `/api/v1/users/${id}/lifecycle/suspend`)).toMatchObject({ status: 400 });
    expect(account()).toMatchObject({ status: 'SUSPENDED', live: true });
    await okta('DELETE', `/api/v1/users/${id}/sessions`);
    expect(account()).toMatchObject({ sessions: 0, live: true });
    expect(await okta('DELETE', `/api/v1/users/${id}/sessions?oauthTokens=true`)).toMatchObject({ status: 204 });
    expect(account()).toMatchObject({ live: false });
    expect(sandbox.signIn(alex)).toBe(false);
    expect((await okta('GET', `/api/v1/users/${id}/clients`)).body).toEqual([]);
    await okta('POST', `/api/v1/users/${id}/lifecycle/unsuspend`);
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('lets the search index lag behind the user', async () => {
    const { okta, id, clock } = await open();
    await okta('POST', `/api/v1/users/${id}/lifecycle/suspend`);
    const search = () => okta('GET', `/api/v1/users?search=${encodeURIComponent(`id eq "${id}"`)}`);
    expect((await search()).body[0].status).toBe('ACTIVE');
    expect((await okta('GET', `/api/v1/users/${id}`)).body.status).toBe('SUSPENDED');
    clock.moveBy(3000);
    expect((await search()).body[0].status).toBe('SUSPENDED');
  });

  it('takes away factors, grants, client tokens, roles, groups, apps and API tokens', async () => {
    const { okta, id, account } = await open();
    const get = async (name: string) => (await okta('GET', `/api/v1/users/${id}/${name}`)).body;
    const own = (await okta('GET', '/api/v1/api-tokens')).body.filter((each: { userId: string }) => each.userId === id);
    expect(own).toHaveLength(1);
    expect((await okta('DELETE', `/api/v1/api-tokens/${own[0].id}`)).status).toBe(204);
    expect((await okta('DELETE', `/api/v1/api-tokens/${own[0].id}`)).status).toBe(404);

    const [factor] = await get('factors');
    expect((await okta('DELETE', `/api/v1/users/${id}/factors/${factor.id}`)).status).toBe(204);
    expect((await okta('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)).status).toBe(200);
    expect(await get('factors')).toEqual([]);

    const [role] = await get('roles');
    expect((await okta('DELETE', `/api/v1/users/${id}/roles/${role.id}`)).status).toBe(204);
    expect(await get('roles')).toEqual([]);

    for (const each of await get('clients'))
      expect((await okta('DELETE', `/api/v1/users/${id}/clients/${each.client_id}/tokens`)).status).toBe(204);
    expect(account()?.tokens).toBe(0);
    expect((await okta('DELETE', `/api/v1/users/${id}/grants`)).status).toBe(204);
    expect(await get('grants')).toEqual([]);

    const [link] = await get('appLinks');
    expect((await okta('DELETE', `/api/v1/apps/${link.appInstanceId}/users/${id}`)).status).toBe(204);
    expect((await okta('GET', `/api/v1/apps/${link.appInstanceId}/users/${id}`)).status).toBe(404);

    for (const group of await get('groups')) {
      const { status } = await okta('DELETE', `/api/v1/groups/${group.id}/users/${id}`);
      expect(status).toBe(group.type === 'OKTA_GROUP' ? 204 : 501);
    }
    expect((await get('groups')).map((each: { type: string }) => each.type)).toEqual(['BUILT_IN']);
  });

  it('deactivates with everything, hides the account from lists, and deletes on the second DELETE', async () => {
    const { okta, id, sandbox } = await open();
    await okta('POST', `/api/v1/users/${id}/lifecycle/deactivate?sendEmail=false`);
    expect(sandbox.signIn(alex)).toBe(false);
    const listed = await okta('GET', '/api/v1/users');
    expect(listed.body.map((each: { id: string }) => each.id)).not.toContain(id);
    expect((await okta('GET', `/api/v1/users/${id}`)).body.status).toBe('DEPROVISIONED');
    expect((await okta('POST', `/api/v1/users/${id}/lifecycle/reset_factors`)).status).toBe(403);
    expect((await okta('DELETE', `/api/v1/users/${id}`)).status).toBe(204);
    expect((await okta('GET', `/api/v1/users/${id}`)).status).toBe(404);
  });

  it('shows use after the departure in lastLogin and in the log', async () => {
    const { okta, id, sandbox, clock } = await open();
    clock.moveBy(3_600_000);
    const since = clock.now().toISOString();
    expect(sandbox.recordActivity(alex)).toBe(true);
    expect(sandbox.recordActivity('nobody@example.com')).toBe(false);
    const filter = encodeURIComponent(`actor.id eq "${id}" and eventType eq "user.session.start"`);
    const { body } = await okta('GET', `/api/v1/logs?since=${since}&filter=${filter}`);
    expect(body).toMatchObject([{ actor: { id }, published: since }]);
    expect((await okta('GET', `/api/v1/users/${id}`)).body.lastLogin).toBe(since);
  });

  it('keeps its state over a restart and goes back to the start on reset', async () => {
    const { okta, id, dataDir, sandbox } = await open();
    await okta('POST', `/api/v1/users/${id}/lifecycle/suspend`);
    const again = await open({ dataDir });
    expect(again.account()?.status).toBe('SUSPENDED');
    again.sandbox.reset();
    expect(again.account()?.status).toBe('ACTIVE');
    expect(again.sandbox.calls()).toEqual([]);
    expect(sandbox.reopen(alex)).toBe(true);
    expect(sandbox.signIn(alex)).toBe(true);
  });

  it('issues access tokens to its service app and to nobody else', async () => {
    const { publicKey, privateKey } = rsaKeys('okta-sandbox');
    const serviceApp = { clientId: '0oaRelais', publicKey: await exportJWK(publicKey), scopes: ['okta.users.read'] };
    const { base } = await open({ serviceApp });
    const ask = async (scope: string, subject: string) => {
      const assertion = await new SignJWT({})
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(subject)
        .setSubject(subject)
        .setAudience(`${base}/oauth2/v1/token`)
        .setExpirationTime('5m')
        .sign(privateKey);
      const form = { grant_type: 'client_credentials', scope, client_assertion: assertion };
      const answer = await fetch(`${base}/oauth2/v1/token`, { method: 'POST', body: new URLSearchParams(form) });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    };
    const granted = await ask('okta.users.read', '0oaRelais');
    expect(granted).toMatchObject({ status: 200, body: { scope: 'okta.users.read' } });
    const inside = client(base, { authorization: `Bearer ${granted.body.access_token}` });
    expect((await inside('GET', '/api/v1/users')).status).toBe(200);
    expect(await ask('okta.users.read', '0oaOther')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await ask('okta.apps.manage', '0oaRelais')).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    expect((await client(base, { authorization: 'Bearer made-up' })('GET', '/api/v1/users')).status).toBe(401);
  });
});
