import { describe, expect, it, onTestFinished } from 'vitest';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { accountListContract } from '../contracts/account-list-contract.ts';
import { accountListCases } from './account-list-cases.ts';
import { githubWorld } from './github-world.ts';
import { googleWorld } from './google-world.ts';
import { keycloakWorld } from './keycloak-world.ts';
import { oktaWorld } from './okta-world.ts';
import { slackWorld } from './slack-world.ts';

// The others are in the long lane: all of them together take as long as twenty ordinary files.
accountListContract('okta', accountListCases.okta);
accountListContract('keycloak', accountListCases.keycloak);
accountListContract('scim', accountListCases.scim);

describe('what a list tells of an account', () => {
  const read = async ({ connector }: { connector: Connector }) => {
    const listing = await connector.accounts?.read({ now: () => new Date(), signal: AbortSignal.timeout(20_000) });
    if (listing === undefined) throw new Error('lists no accounts');
    return listing;
  };

  it('says that somebody never signed in only where the vendor says so', async () => {
    const google = await googleWorld();
    onTestFinished(() => google.close());
    google.sandbox.change(({ users }) => {
      for (const user of users) user.lastLogin = null;
    });
    expect(new Set((await read(google)).accounts.map(({ lastUse }) => lastUse))).toEqual(new Set(['never']));
    const slack = await slackWorld({ plan: 'business' });
    onTestFinished(() => slack.close());
    expect(new Set((await read(slack)).accounts.map(({ lastUse }) => lastUse))).toEqual(new Set([null]));
  });

  it('names whose tokens are, and what was not told of them', async () => {
    const okta = await oktaWorld();
    onTestFinished(() => okta.close());
    const { credentials, untold } = await read(okta);
    expect(untold).toEqual([]);
    expect(credentials.map(({ id, owner }) => [id, owner]).toSorted()).toEqual(
      okta.sandbox
        .state()
        .apiTokens.map(({ id, userId }) => [id, userId])
        .toSorted(),
    );
    okta.server.forbid('/api/v1/api-tokens');
    const refused = await read(okta);
    expect(refused.credentials).toEqual([]);
    expect(refused.untold.map(({ named }) => inEnglish(named))).toEqual(['API tokens']);
    expect(refused.accounts.length).toBeGreaterThan(5);
  });

  it('tells guests, invitations and closed accounts apart', async () => {
    const github = await githubWorld();
    onTestFinished(() => github.close());
    github.sandbox.change(({ invitations }) => {
      invitations.push({
        id: 77,
        login: null,
        email: 'new@partner.example.org',
        createdAt: '2026-01-05T10:00:00.000Z',
      });
    });
    const { accounts } = await read(github);
    expect(accounts.find(({ id }) => id === 'invitation-77')).toMatchObject({
      ...{ standing: 'invited', login: 'new@partner.example.org', addresses: ['new@partner.example.org'] },
      createdAt: '2026-01-05T10:00:00.000Z',
    });
    expect(accounts.some(({ kind }) => kind === 'guest')).toBe(true);
    const keycloak = await keycloakWorld();
    onTestFinished(() => keycloak.close());
    const [first] = keycloak.fake.users;
    if (first) first.enabled = false;
    expect((await read(keycloak)).accounts.find(({ id }) => id === first?.id)).toMatchObject({ standing: 'closed' });
  });
});
