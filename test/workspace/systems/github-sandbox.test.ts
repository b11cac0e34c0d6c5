import { describe, expect, it } from 'vitest';
import { company } from '../../../src/workspace/company.ts';
import { createGithubSandbox, githubLogins } from '../../../src/workspace/systems/github/github-sandbox.ts';
import { sandboxToken } from '../../../src/workspace/systems/sandbox.ts';
import { client, handClock, serve, temporaryFolder } from './serving.ts';

const alex = 'alex.moreau@example.com';
const org = '/orgs/example-co';

async function open(dataDir = temporaryFolder(), classicToken?: string) {
  const clock = handClock();
  const sandbox = createGithubSandbox({
    dataDir,
    people: company,
    now: clock.now,
    ...(classicToken ? { classicToken } : {}),
  });
  const base = await serve(sandbox.router, '/sandbox/github');
  const github = client(base, { authorization: `Bearer ${sandboxToken}` });
  const account = (email = alex) => sandbox.accounts().find((each) => each.email === email);
  return { sandbox, github, base, clock, dataDir, account };
}

describe('GitHub sandbox', () => {
  it('has members with teams and credentials, an outside collaborator, and nobody from Sales', async () => {
    const { sandbox, account } = await open();
    expect(account()).toMatchObject({ live: true, status: 'member', tokens: 3 });
    expect(account()?.groups).toEqual(['Platform', 'Platform on-call', 'Release captains']);
    expect(account('sofia.rossi@example.com')).toMatchObject({ live: true, status: 'outside collaborator' });
    expect(account('claire.petit@example.com')).toBeUndefined();
    expect(sandbox.signIn('claire.petit@example.com')).toBe(false);
    expect(githubLogins(company)[alex]).toBe('alex-moreau');
  });

  it('answers 401, 404 and the headers GitHub sends', async () => {
    const { base, github } = await open();
    expect((await client(base, { authorization: 'Bearer no' })('GET', `${org}/members`)).status).toBe(401);
    expect((await github('GET', '/orgs/another/members')).status).toBe(404);
    const members = await github('GET', `${org}/members?role=admin`);
    expect(members.body.map((each: { login: string }) => each.login)).toEqual(['hugo-martin', 'tom-okafor']);
    expect(members.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{28}$/);
    expect(members.headers.get('x-oauth-scopes')).toBeNull();
  });

  it('tells the scopes of a classic token and keeps it away from fine-grained tokens', async () => {
    const { base } = await open(temporaryFolder(), 'classic');
    const classic = client(base, { authorization: 'token classic' });
    const user = await classic('GET', '/user');
    expect(user.headers.get('x-oauth-scopes')).toBe('admin:org, read:audit_log, repo');
    expect((await classic('GET', `${org}/personal-access-tokens`)).status).toBe(403);
  });

  it('removes a member with teams, roles and repositories', async () => {
    const { github, account, sandbox } = await open();
    expect((await github('GET', `${org}/members/ALEX-moreau`)).status).toBe(204);
    expect((await github('GET', `${org}/memberships/alex-moreau`)).body).toMatchObject({
      state: 'active',
      role: 'member',
      user: { login: 'alex-moreau' },
    });
    expect((await github('DELETE', `${org}/memberships/alex-moreau`)).status).toBe(204);
    expect((await github('DELETE', `${org}/memberships/alex-moreau`)).status).toBe(404);
    for (const path of ['members', 'memberships', 'teams/platform/memberships'])
      expect((await github('GET', `${org}/${path}/alex-moreau`)).status).toBe(404);
    expect(account()).toMatchObject({ live: false, status: 'removed', groups: [] });
    expect(sandbox.signIn(alex)).toBe(false);
    const roles = await github('GET', `${org}/organization-roles`);
    for (const role of roles.body.roles) {
      const users = await github('GET', `${org}/organization-roles/${role.id}/users`);
      expect(users.body).not.toContainEqual(expect.objectContaining({ login: 'alex-moreau' }));
    }
  });

  it('has teams and accounts by number, whatever they are called', async () => {
    const { github, sandbox } = await open();
    const team = sandbox.state().teams.find(({ slug }) => slug === 'platform');
    sandbox.change((state) => {
      for (const each of state.teams) each.slug = `${each.slug}-next`;
    });
    expect((await github('GET', `${org}/teams/platform/memberships/alex-moreau`)).status).toBe(404);
    const byNumber = `/organizations/652551/team/${team?.id}`;
    expect((await github('GET', byNumber)).body).toMatchObject({
      slug: 'platform-next',
      members_count: team?.members.length,
    });
    expect((await github('GET', `${byNumber}/memberships/alex-moreau`)).status).toBe(200);
    expect((await github('GET', `/organizations/1/team/${team?.id}`)).status).toBe(404);
    expect((await github('DELETE', `${byNumber}/memberships/alex-moreau`)).status).toBe(204);
    expect((await github('GET', `${byNumber}/memberships/alex-moreau`)).status).toBe(404);
    const { id } = (await github('GET', '/users/alex-moreau')).body;
    expect((await github('GET', `/user/${id}`)).body).toMatchObject({ id, login: 'alex-moreau' });
    expect((await github('GET', '/user/4711')).status).toBe(404);
  });

  it('answers the questions of GraphQL that offboarding asks', async () => {
    const { github } = await open();
    const ask = async (query: string, variables: object) =>
      (await github('POST', '/graphql', { query, variables })).body;
    const teams = await ask('query { organization { teams(userLogins: [$login]) } }', {
      org: 'example-co',
      login: 'Alex-Moreau',
    });
    expect(teams.data.organization.teams.nodes.map((each: { slug: string }) => each.slug)).toEqual([
      'platform',
      'platform-on-call',
      'release-captains',
    ]);
    const saml = 'query { organization { samlIdentityProvider } }';
    const found = await ask(saml, { name: 'example-co', userName: alex });
    expect(found.data.organization.samlIdentityProvider.externalIdentities).toMatchObject({
      nodes: [{ samlIdentity: { nameId: alex }, user: { login: 'alex-moreau' } }],
      pageInfo: { hasNextPage: false },
    });
    expect(await ask('query { enterprise(slug: $name) }', { name: 'example-group' })).toEqual({
      data: { enterprise: { ownerInfo: { samlIdentityProvider: null } } },
    });
    expect(await ask(saml, { name: 'another' })).toMatchObject({ data: null, errors: [{ type: 'NOT_FOUND' }] });
  });

  it('keeps the last owner', async () => {
    const { github } = await open();
    expect((await github('DELETE', `${org}/memberships/hugo-martin`)).status).toBe(204);
    expect((await github('DELETE', `${org}/memberships/tom-okafor`)).status).toBe(403);
  });

  it('takes a little while to revoke what it answered 202 to', async () => {
    const { github, clock, account } = await open();
    const credentials = async () =>
      (await github('GET', `${org}/credential-authorizations?login=alex-moreau`)).body.length;
    const tokens = async () => (await github('GET', `${org}/personal-access-tokens?owner[]=alex-moreau`)).body;
    expect(await credentials()).toBe(2);
    expect((await github('POST', `${org}/credential-authorizations/alex-moreau/revoke`)).status).toBe(202);
    const ids = (await tokens()).map((each: { id: number }) => each.id);
    expect((await github('POST', `${org}/personal-access-tokens`, { action: 'revoke', pat_ids: ids })).status).toBe(
      202,
    );
    expect((await github('POST', `${org}/personal-access-tokens`, { action: 'revoke' })).status).toBe(422);
    expect(await credentials()).toBe(2);
    clock.moveBy(1500);
    expect(await credentials()).toBe(0);
    expect(await tokens()).toEqual([]);
    expect(account()).toMatchObject({ tokens: 0, live: true });
  });

  it('revokes one credential, denies a token request, ends a Copilot seat later', async () => {
    const { github } = await open();
    const [first] = (await github('GET', `${org}/credential-authorizations?login=alex-moreau`)).body;
    const path = `${org}/credential-authorizations/${first.credential_id}`;
    expect((await github('DELETE', path)).status).toBe(204);
    expect((await github('DELETE', path)).status).toBe(404);
    const [request] = (await github('GET', `${org}/personal-access-token-requests`)).body;
    const decision = { action: 'deny', pat_request_ids: [request.id] };
    expect((await github('POST', `${org}/personal-access-token-requests`, decision)).status).toBe(202);
    expect((await github('GET', `${org}/personal-access-token-requests`)).body).toEqual([]);
    const seats = { selected_usernames: ['alex-moreau'] };
    expect((await github('DELETE', `${org}/copilot/billing/selected_users`, seats)).body).toEqual({
      seats_cancelled: 1,
    });
    const seat = await github('GET', `${org}/members/alex-moreau/copilot`);
    expect(seat.body.pending_cancellation_date).toBe('2026-11-30');
  });

  it('removes and converts outside collaborators', async () => {
    const { github, account } = await open();
    expect((await github('DELETE', `${org}/outside_collaborators/alex-moreau`)).status).toBe(422);
    expect((await github('PUT', `${org}/outside_collaborators/alex-moreau`)).status).toBe(204);
    expect(account()).toMatchObject({ status: 'outside collaborator', live: true });
    const outside = await github('GET', `${org}/outside_collaborators`);
    expect(outside.body.map((each: { login: string }) => each.login)).toEqual(['alex-moreau', 'sofia-rossi']);
    expect((await github('DELETE', `${org}/outside_collaborators/sofia-rossi`)).status).toBe(204);
    expect(account('sofia.rossi@example.com')?.live).toBe(false);
  });

  it('leaves deploy keys in place when their maker goes', async () => {
    const { github } = await open();
    await github('DELETE', `${org}/memberships/alex-moreau`);
    const [key] = (await github('GET', '/repos/example-co/storefront/keys')).body;
    expect(key).toMatchObject({ added_by: 'alex-moreau' });
    expect((await github('DELETE', `/repos/example-co/storefront/keys/${key.id}`)).status).toBe(204);
    expect((await github('GET', `/repos/example-co/storefront/keys/${key.id}`)).status).toBe(404);
  });

  it('finds an identity by address over SCIM, and takes the member out with it', async () => {
    const { github, account } = await open();
    const users = '/scim/v2/organizations/example-co/Users';
    const found = await github('GET', `${users}?filter=${encodeURIComponent(`userName eq "${alex}"`)}`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'alex-moreau', active: true }] });
    expect((await github('GET', `${users}?filter=zz`)).status).toBe(400);
    expect((await github('DELETE', `${users}/${found.body.Resources[0].id}`)).status).toBe(204);
    expect(account()?.live).toBe(false);
  });

  it('shows in the audit log who did something since when', async () => {
    const { github, sandbox, clock } = await open();
    const since = async (moment: string) =>
      (await github('GET', `${org}/audit-log?phrase=${encodeURIComponent(`actor:alex-moreau created:>=${moment}`)}`))
        .body;
    expect(await since('2026-11-01')).toHaveLength(1);
    clock.moveBy(3_600_000);
    const left = clock.now().toISOString();
    expect(await since(left)).toEqual([]);
    expect(sandbox.recordActivity(alex)).toBe(true);
    expect(await since(left)).toMatchObject([
      { action: 'git.clone', actor: 'alex-moreau', created_at: Date.parse(left) },
    ]);
  });

  it('speaks of its limits in its own headers when throttled, and keeps its state over a restart', async () => {
    const { github, sandbox, dataDir } = await open();
    await github('DELETE', `${org}/memberships/alex-moreau`);
    sandbox.misbehave('throttled');
    await github('GET', `${org}/members`);
    const refused = await github('GET', `${org}/members`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    const again = await open(dataDir);
    expect(again.sandbox.misbehaviour()).toBe('throttled');
    expect(again.account()?.status).toBe('removed');
    again.sandbox.reopen(alex);
    expect(again.account()?.live).toBe(true);
    again.sandbox.reset();
    expect(again.sandbox.misbehaviour()).toBe('none');
  });
});
