import { describe, expect, it } from 'vitest';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import { accountOf, alex, context, failureOf, lookAt, planOf, verbIn, world } from './gitea-plan.ts';
import type { GiteaWorld } from './gitea-world.ts';

const isAlex = ({ email }: { email: string }) => email === alex.email;

async function actionOf(made: GiteaWorld, end: string) {
  const action = (await planOf(made)).find(({ id }) => id.endsWith(end));
  if (action === undefined) throw new Error(`not planned: ${end}`);
  return action;
}

/** Relais' token sees only what is public from here on. */
function limit(made: GiteaWorld) {
  made.sandbox.change(({ users: [own] }) => {
    own?.tokens[0]?.scopes.push('public-only');
  });
}

/** Gitea shows nobody but the token's own user by the number. */
function hideUsers(made: GiteaWorld) {
  made.lying.rewrite(({ url }, answer) =>
    url.pathname.endsWith('/users/search') && url.searchParams.get('uid') !== '1'
      ? { status: 200, body: { ok: true, data: [] } }
      : answer,
  );
}

describe('gitea, where it does not tell', () => {
  it('says of no address that Gitea lists that nobody has it', async () => {
    const made = await world();
    const { id } = await accountOf(made);
    hideUsers(made);
    const failure = await failureOf(made.connector.find(alex, context()));
    expect([failure.kind, inEnglish(failure.words), inFrench(failure.words)]).toEqual([
      'unproven',
      `the address is that of user ${id}, whom Gitea does not show`,
      `l’adresse est celle de l’utilisateur ${id}, que Gitea ne montre pas`,
    ]);
  });

  it('says of no user name that Gitea knows that nobody has it, unless an organisation has it', async () => {
    const made = await world();
    const { id } = await accountOf(made);
    hideUsers(made);
    const named = (name: string) => ({ ...alex, email: 'renamed@example.com', userNames: { gitea: [name] } });
    const failure = await failureOf(made.connector.find(named('alex-moreau'), context()));
    expect([failure.kind, inEnglish(failure.words)]).toEqual([
      'unproven',
      `the user name is that of user ${id}, whom Gitea does not show`,
    ]);
    expect((await made.connector.find(named('atelier-lumen'), context())).status).toBe('none');
  });

  it('believes no list of a token that sees only what is public, which holds the public ones', async () => {
    const made = await world();
    const membership = await actionOf(made, '/organisations/12');
    limit(made);
    // What such a token is shown: the one organisation that is public.
    made.sandbox.change(({ organisations: [lumen], users }) => {
      const me = users.find(isAlex)?.id;
      for (const team of lumen?.teams ?? []) team.members = team.members.filter((id) => id !== me);
    });
    expect((await failureOf(made.connector.readBack(membership, context()))).kind).toBe('unproven');
    const look = await lookAt(made);
    expect(look.items.map(({ action }) => verbIn(action))).toEqual(['disable']);
    expect(look.untold.map(({ what }) => what).toSorted()).toEqual([
      ...['collaborations', 'deploy-keys', 'gpg-keys', 'oauth-apps', 'organisations', 'owned-organisations'],
      ...['repositories', 'ssh-keys', 'tokens'],
    ]);
  });

  it('takes nobody for deleted whom a token that sees only what is public does not find', async () => {
    const made = await world();
    const disable = await actionOf(made, '/disable');
    limit(made);
    hideUsers(made);
    expect((await failureOf(made.connector.readBack(disable, context()))).kind).toBe('unproven');
  });

  it('takes no organisation for given away where Gitea does not say whose the teams are', async () => {
    const made = await world();
    const owned = await actionOf(made, '/owned-organisations');
    made.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/user/teams') && Array.isArray(body)
        ? { status, body: body.map((team: object) => ({ ...team, organization: null })) }
        : { status, body },
    );
    expect((await failureOf(made.connector.readBack(owned, context()))).kind).toBe('rejected');
    made.lying.rewrite(({ url }, answer) =>
      url.pathname.endsWith('/alex-moreau/orgs')
        ? {
            status: 200,
            body: [
              { id: 12, name: 'atelier-lumen' },
              { id: 77, name: 'other' },
            ],
          }
        : answer,
    );
    const failure = await failureOf(made.connector.readBack(owned, context()));
    expect([failure.kind, inEnglish(failure.words), inFrench(failure.words)]).toEqual([
      'unproven',
      'Gitea lists organisation 77 and no team of it that they are in, so who owns it is not known',
      'Gitea liste l’organisation 77 sans équipe où se trouve la personne : on ne sait pas à qui elle appartient',
    ]);
  });

  it('lists deploy keys where Gitea does not say whether the leaver could add some', async () => {
    const made = await world();
    made.lying.rewrite(({ url }, { status, body }) =>
      url.pathname.endsWith('/user/repos') && Array.isArray(body)
        ? { status, body: body.map((each: object) => ({ ...each, permissions: null })) }
        : { status, body },
    );
    expect(inEnglish((await actionOf(made, '/deploy-keys')).call)).toContain('atelier-lumen/storefront: Nightly build');
  });

  it('sends a person into every repository where the leaver administered all, though none in reach has a key', async () => {
    const made = await world();
    made.sandbox.change(({ users, repositories }) => {
      for (const user of users.filter(isAlex)) user.isAdmin = true;
      for (const each of repositories) each.deployKeys = [];
    });
    const { call } = await actionOf(made, '/deploy-keys');
    expect(inEnglish(call)).toContain(
      'alex-moreau administers the whole instance, so look into every repository of it, named here or not.',
    );
    expect(inFrench(call)).toContain(
      'alex-moreau administre toute l’instance : regardez dans chacun de ses dépôts, nommé ici ou non.',
    );
  });

  it('counts Relais’ own account as no other owner: nobody signs in as it', async () => {
    const made = await world();
    made.sandbox.change(({ organisations }) => {
      for (const { id, teams } of organisations) if (id === 13) teams[0]?.members.push(1);
    });
    expect(inEnglish((await actionOf(made, '/owned-organisations')).call)).toContain('of: field-tools.');
    const held = (await planOf(made)).filter((each) => verbIn(each) === 'organisations');
    expect(held.map(({ target }) => target?.id)).toEqual(['12']);
  });
});
