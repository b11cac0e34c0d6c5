import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { canary, type GithubWorldOptions, githubWorld, personWho } from './github-world.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';

const absent = missingSpec('github');
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });

/**
 * The description at hand is cut. By number, an account and a team answer as by name: the description of a team says so
 * in words. GraphQL has none.
 */
const notDescribed = [
  /\/organization-roles(\/\d+\/users)?$/,
  /^\/organizations\/\d+\/team\/\d+/,
  /^\/user\/\d+$/,
  /^\/graphql$/,
  /^\/orgs\/[^/]+\/teams\/[^/]+$/,
];

async function world(options: GithubWorldOptions) {
  const made = await githubWorld(options);
  onTestFinished(() => made.close());
  return made;
}

const full: GithubWorldOptions = {
  settings: { saml: true, repositoryInvitations: true },
  begin: (state) => {
    state.invitations.push({
      id: 77,
      login: null,
      email: 'alex.private@example.org',
      createdAt: '2026-11-20T09:00:00Z',
    });
    state.repositories[1]?.invitations.push({ id: 501, login: 'sofia-rossi', createdAt: '2026-11-20T09:00:00Z' });
  },
};

describe('github as its vendor describes it', () => {
  const loud = absent ? ` (${absent})` : '';

  it.skipIf(absent)(`is asked what it knows${loud}`, async () => {
    const spec = await vendorSpec('github', '', notDescribed);
    const made = await world({ ...full, watch: spec.watch });
    const alex = { ...personWho('U0ALEX'), otherEmails: ['alex.private@example.org'] };
    for (const person of [alex, personWho('U0SOFIA'), made.people.ambiguous, made.people.absent]) {
      if (!person) continue;
      const found = await made.connector.find(person, context());
      if (found.status !== 'found') continue;
      for (const account of found.accounts) {
        await made.connector.lastUse(account, new Date(), context());
        const { items } = await made.connector.look(account, context());
        // Backwards, so that nothing is done along the way by the removal.
        for (const { action } of items.toReversed()) {
          await made.connector.act(action, context());
          await made.connector.readBack(action, { ...context(), calledAt: new Date() });
        }
      }
    }
    await made.connector.check(context());
    expect(spec.checked()).toBeGreaterThan(100);
    expect(spec.complaints()).toEqual([]);
  });

  it.skipIf(absent)(`canary: a request that it does not know is seen${loud}`, async () => {
    const spec = await vendorSpec('github', '');
    const send = spec.watch(async () => new Response());
    const init = {
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
      signal: context().signal,
    } as const;
    for (const [method, path, body] of [
      ['DELETE', '/orgs/example-co/membership/alex', null],
      ['GET', '/orgs/example-co/members?roles=admin', null],
      ['POST', '/orgs/example-co/personal-access-tokens', JSON.stringify({ action: 'revoke', pat_ids: ['1'] })],
      ['DELETE', '/orgs/example-co/memberships/alex', JSON.stringify({})],
    ] as const) {
      const before = spec.complaints().length;
      await send(new URL(`https://api.github.com${path}`), { ...init, method, body });
      expect(spec.complaints().length, `${method} ${path}`).toBeGreaterThan(before);
    }
  });

  it.skipIf(absent)(`is answered by the sandbox with every field that it always sends${loud}`, async () => {
    const spec = await vendorSpec('github', '', notDescribed);
    const made = await world({ ...full, sandbox: { classicToken: 'classic' } });
    const ask = asker(spec.watchAnswers(toVendor(made.server.baseUrl)));
    const org = '/orgs/example-co';
    const storefront = '/repos/example-co/storefront';
    const users = '/scim/v2/organizations/example-co/Users';
    const { credentials, tokenRequests, repositories, accounts } = made.sandbox.state();
    const key = repositories[0]?.deployKeys[0]?.id;
    const scimId = accounts.find(({ login }) => login === 'alex-moreau')?.scimId;
    for (const path of [
      '/rate_limit',
      '/user',
      '/users/alex-moreau',
      '/users/nobody-here',
      org,
      '/orgs/another',
      `${org}/audit-log`,
      `${org}/repos`,
      `${org}/members`,
      `${org}/members/alex-moreau`,
      `${org}/members/nobody-here`,
      `${org}/members/alex-moreau/copilot`,
      `${org}/memberships/alex-moreau`,
      `${org}/memberships/nobody-here`,
      `${org}/outside_collaborators`,
      `${org}/invitations`,
      `${org}/teams`,
      `${org}/teams/platform/members`,
      `${org}/teams/platform/memberships/alex-moreau`,
      `${org}/credential-authorizations?login=alex-moreau`,
      `${org}/personal-access-tokens`,
      `${org}/personal-access-token-requests`,
      `${storefront}/keys`,
      `${storefront}/keys/${key}`,
      `${storefront}/collaborators`,
      '/repos/example-co/data-pipelines/collaborators',
      '/repos/example-co/data-pipelines/invitations',
      users,
      `${users}/${scimId}`,
    ])
      await ask('GET', path, path === '/user' ? 'classic' : canary);
    const personalAccessTokens = { action: 'revoke', pat_ids: [1] };
    const decision = { action: 'deny', pat_request_ids: [tokenRequests[0]?.id] };
    await ask('POST', `${org}/personal-access-tokens`, canary, personalAccessTokens);
    await ask('POST', `${org}/personal-access-tokens`, canary, { action: 'revoke', pat_ids: [] });
    await ask('POST', `${org}/personal-access-tokens`, 'classic', personalAccessTokens);
    await ask('POST', `${org}/personal-access-token-requests`, canary, decision);
    await ask('POST', `${org}/credential-authorizations/alex-moreau/revoke`, canary);
    await ask('DELETE', `${org}/copilot/billing/selected_users`, canary, { selected_usernames: ['alex-moreau'] });
    for (const path of [
      `${org}/credential-authorizations/${credentials[0]?.id}`,
      `${org}/credential-authorizations/1`,
      `${org}/invitations/77`,
      `${org}/organization-roles/users/alex-moreau/8132`,
      `${org}/organization-roles/users/alex-moreau`,
      `${org}/teams/platform/memberships/alex-moreau`,
      `${org}/outside_collaborators/alex-moreau`,
      `${org}/outside_collaborators/sofia-rossi`,
      `${storefront}/keys/${key}`,
      '/repos/example-co/data-pipelines/invitations/501',
      `${org}/memberships/alex-moreau`,
      `${org}/members/priya-nair`,
    ])
      await ask('DELETE', path, canary);
    expect(spec.checked()).toBeGreaterThan(40);
    expect(spec.complaints()).toEqual([]);
  });

  it.skipIf(absent)(`canary: an answer that lacks a field is seen${loud}`, async () => {
    const spec = await vendorSpec('github', '', notDescribed);
    const poor = async () => new Response(JSON.stringify([{ login: 'alex-moreau', id: 1 }]));
    await asker(spec.watchAnswers(poor))('GET', '/orgs/example-co/members', canary);
    expect(spec.complaints()).toContain(
      "GET /orgs/{org}/members answers 200: /n must have required property 'avatar_url'",
    );
  });
});

function toVendor(baseUrl: string): Fetch {
  return (url, { method, headers, body }) => fetch(`${baseUrl}${url.pathname}${url.search}`, { method, headers, body });
}

function asker(send: Fetch) {
  return (method: string, path: string, token: string, json?: object) =>
    send(new URL(`https://api.github.com${path}`), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: json ? JSON.stringify(json) : null,
      redirect: 'manual',
      signal: context().signal,
    });
}
