import { describe, expect, it, onTestFinished } from 'vitest';
import { gitea } from '../../src/connectors/gitea/index.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { endsOnMove } from './ends-on-move.ts';
import { accountOf, alex, context, failureOf, lookAt, planOf, verbIn, world } from './gitea-plan.ts';
import { giteaWorld } from './gitea-world.ts';

connectorContract('gitea', () => giteaWorld(), { ambiguous: 'Gitea gives each address and each name to one account' });

const isAlex = ({ email }: { email: string }) => email === alex.email;

describe('gitea', () => {
  it('closes first, then takes what would wake again, then memberships; a move takes memberships alone', async () => {
    const plan = await planOf(await world());
    const numbers = /\d{8}/g;
    const told = plan.map(({ stage, target, call, manual, effect }) => [
      ...[stage, target === null ? null : inEnglish(target.label)],
      manual ? 'by hand' : inEnglish(call).replaceAll(numbers, 'N'),
      effect,
    ]);
    expect(told).toEqual([
      ['disable', null, 'PATCH /admin/users/alex-moreau prohibit_login = true', 'reversible'],
      ['credentials', 'Local builds', 'DELETE /users/alex-moreau/tokens/N', 'destructive'],
      ['credentials', 'alex-moreau@laptop', 'DELETE /admin/users/alex-moreau/keys/N', 'destructive'],
      ['credentials', '9F1C0AB352D7E6F4', 'DELETE /user/gpg_keys/N', 'destructive'],
      ['credentials', 'Build lights', 'DELETE /user/applications/oauth2/N', 'destructive'],
      ['credentials', null, 'by hand', 'reversible'],
      ['groups', 'atelier-lumen (Owners, platform)', 'DELETE /orgs/atelier-lumen/members/alex-moreau', 'reversible'],
      ['groups', null, 'by hand', 'reversible'],
      [
        ...['groups', 'atelier-lumen/storefront'],
        ...['DELETE /repos/atelier-lumen/storefront/collaborators/alex-moreau', 'reversible'],
      ],
      ['task', null, 'by hand', 'reversible'],
    ]);
    expect(plan.filter(endsOnMove).map(verbIn)).toEqual(['organisations', 'owned-organisations', 'collaborations']);
  });

  it('says in both languages what a person judges: deploy keys, an organisation without another owner, repositories', async () => {
    const byHand = (await planOf(await world())).filter(({ manual }) => manual).map(({ call }) => call);
    expect(byHand.map(inEnglish)).toEqual([
      expect.stringMatching(/storefront: Nightly build \(SHA256:Zm9v\w+, read-write, \d{4}-\d\d-\d\d\)/),
      expect.stringContaining('the only owner who can sign in of: field-tools.'),
      expect.stringContaining('in the name of alex-moreau alone: alex-moreau/dotfiles.'),
    ]);
    expect(byHand.map(inFrench)).toEqual([
      expect.stringContaining('atelier-lumen/storefront: Nightly build'),
      expect.stringContaining('le seul propriétaire pouvant se connecter de : field-tools.'),
      expect.stringContaining('au seul nom de alex-moreau : alex-moreau/dotfiles.'),
    ]);
  });

  it('asks nothing twice in a look, however many lists need the same proof', async () => {
    const asked: string[] = [];
    const opened = await giteaWorld({
      watch: (fetch) => (url, init) => {
        asked.push(`${init.method} ${url.pathname.replace('/api/v1', '')}${url.search}`);
        return fetch(url, init);
      },
    });
    onTestFinished(opened.close);
    const found = await opened.connector.find(alex, context());
    const [account = expect.fail('nobody was found')] = found.status === 'found' ? found.accounts : [];
    asked.splice(0);
    expect((await opened.connector.look(account, context())).untold).toEqual([]);
    expect(asked.filter((one, at) => asked.indexOf(one) !== at)).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(22);
  });

  it('leaves alone what the settings leave', async () => {
    const leave = ['tokens', 'ssh-keys', 'gpg-keys', 'oauth-apps', 'administrator'];
    const places = ['organisations', 'collaborations', 'deploy-keys', 'repositories'];
    expect((await planOf(await world({ settings: { leave } }))).map(verbIn)).toEqual([
      ...['disable', 'deploy-keys', 'organisations', 'owned-organisations', 'collaborations', 'repositories'],
    ]);
    expect((await planOf(await world({ settings: { leave: [...leave, ...places] } }))).map(verbIn)).toEqual([
      'disable',
    ]);
  });

  it('leaves an account with the directory that it signs in by', async () => {
    const made = await world();
    made.sandbox.change(({ users }) => {
      for (const user of users.filter(isAlex))
        Object.assign(user, { sourceId: 4, loginName: 'uid=alex', isAdmin: true });
    });
    const plan = await planOf(made);
    for (const action of plan.filter((each) => ['disable', 'administrator'].includes(verbIn(each) ?? '')))
      expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect(made.sandbox.state().users.find(isAlex)).toMatchObject({
      ...{ isProhibited: true, isAdmin: false, sourceId: 4, loginName: 'uid=alex' },
    });
  });

  it('cuts by numbers: whoever was renamed, in an organisation and a repository that were too', async () => {
    const made = await world();
    const plan = await planOf(made);
    made.sandbox.change((state) => {
      for (const user of state.users.filter(isAlex)) user.login = 'alex-next';
      // Somebody else has the name by now.
      for (const user of state.users.filter(({ email }) => email.startsWith('jonas'))) user.login = 'alex-moreau';
      for (const each of [...state.organisations, ...state.repositories]) each.name = `${each.name}-next`;
    });
    const jonas = structuredClone(made.sandbox.state().users.find(({ login }) => login === 'alex-moreau'));
    for (const action of plan.filter(({ manual }) => !manual)) {
      expect([action.id, (await made.connector.act(action, context())).status]).toEqual([action.id, 'accepted']);
      expect([action.id, (await made.connector.readBack(action, context())).state]).toEqual([action.id, 'desired']);
    }
    expect(made.sandbox.state().users.find(({ login }) => login === 'alex-moreau')).toEqual(jonas);
    expect(made.sandbox.state().users.find(({ login }) => login === 'alex-next')).toMatchObject({
      ...{ isProhibited: true, tokens: [], sshKeys: [], gpgKeys: [], apps: [] },
    });
  });

  it('believes nothing once its token is no administrator’s any more: Gitea would say that nobody is one', async () => {
    const made = await world();
    made.sandbox.change(({ users }) => {
      for (const user of users.filter(isAlex)) user.isAdmin = true;
    });
    const plan = await planOf(made);
    expect(plan.map(verbIn)).toContain('administrator');
    made.sandbox.change(({ users: [own] }) => {
      if (own) own.isAdmin = false;
    });
    for (const action of plan.filter((each) => verbIn(each) !== 'deploy-keys'))
      expect([action.id, (await failureOf(made.connector.readBack(action, context()))).kind]).toEqual([
        action.id,
        expect.stringMatching(/^(?:unproven|unauthorised)$/),
      ]);
  });

  it('believes no empty list of a token that sees only what is public', async () => {
    const made = await world();
    const plan = await planOf(made);
    made.sandbox.change(({ users }) => {
      for (const user of users.filter(isAlex)) Object.assign(user, { sshKeys: [], tokens: [] });
      const [own] = users[0]?.tokens ?? [];
      own?.scopes.push('public-only');
    });
    for (const action of plan.filter((each) => ['tokens', 'ssh-keys'].includes(verbIn(each) ?? '')))
      expect((await failureOf(made.connector.readBack(action, context()))).kind).toBe('unproven');
  });

  it('says what Forgejo wants where it lists access tokens for a password alone', async () => {
    const password = 'canary-password-0123456789';
    const without = await world({ password });
    const look = await lookAt(without);
    // Without its own token's scopes, no list is known to be whole.
    expect(look.untold.map(({ what }) => what).toSorted()).toEqual([
      ...['collaborations', 'deploy-keys', 'gpg-keys', 'oauth-apps', 'organisations', 'owned-organisations'],
      ...['repositories', 'ssh-keys', 'tokens'],
    ]);
    expect(look.items.map(({ action }) => verbIn(action))).toEqual(['disable']);
    const problems = inEnglishToo((await without.connector.check(context())).problems);
    expect(problems).toContainEqual(expect.objectContaining({ fix: expect.stringContaining('under basic') }));
    const settings = { basic: { user: 'relais', password: 'env:GITEA_PASSWORD' } };
    const withIt = await world({ password, settings });
    expect((await lookAt(withIt)).untold).toEqual([]);
    expect((await withIt.connector.check(context())).problems).toEqual([]);
  });

  it('takes no organisation for a user of the name that was told, and no name that was changed', async () => {
    const made = await world();
    const named = (name: string) => ({ ...alex, email: 'renamed@example.com', userNames: { gitea: [name] } });
    expect(await made.connector.find(named('Alex-Moreau'), context())).toMatchObject({
      status: 'found',
      asked: ['renamed@example.com', { en: 'user name Alex-Moreau', fr: 'nom d’utilisateur Alex-Moreau' }],
    });
    expect((await made.connector.find(named('atelier-lumen'), context())).status).toBe('none');
    expect((await made.connector.find(named('nobody-there'), context())).status).toBe('none');
    made.sandbox.change(({ users }) => {
      for (const user of users.filter(isAlex)) Object.assign(user, { login: 'al', formerLogins: ['alex-moreau'] });
    });
    const failure = await failureOf(made.connector.find(named('alex-moreau'), context()));
    expect([failure.kind, inEnglish(failure.words)]).toEqual([
      'unproven',
      'the user name alex-moreau leads to al: it was changed, so correct it',
    ]);
  });

  it('finds somebody by a further address, and nobody by a part of one', async () => {
    const made = await world();
    made.sandbox.change(({ users }) => {
      for (const user of users.filter(isAlex)) user.emails.push('a.moreau@home.example.com');
    });
    const further = { ...alex, email: 'A.Moreau@home.example.com' };
    expect((await accountOf(made, further)).login).toBe('alex-moreau');
    const part = { ...alex, email: 'moreau@home.example.com' };
    expect((await made.connector.find(part, context())).status).toBe('none');
  });

  it('counts no owner who cannot sign in: an organisation is not left to them', async () => {
    const made = await world();
    made.sandbox.change(({ users }) => {
      for (const { email, ...user } of users) {
        const theirs = users.find(({ id }) => id === user.id);
        if (theirs && email.startsWith('hugo')) theirs.isProhibited = true;
        if (theirs && email.startsWith('tom')) theirs.isActive = false;
      }
    });
    const plan = await planOf(made);
    expect(plan.map(verbIn)).not.toContain('organisations');
    const task = plan.find((each) => verbIn(each) === 'owned-organisations');
    expect(inEnglish(task?.call ?? '')).toContain('of: atelier-lumen, field-tools.');
    made.sandbox.change(({ users }) => {
      for (const user of users) user.isProhibited = false;
    });
    const now = await planOf(made);
    expect(now.map(verbIn)).toContain('organisations');
    // Planned while others owned it too; by the time of the call nobody does.
    made.sandbox.change(({ users }) => {
      for (const user of users) if (user.email.startsWith('hugo')) user.isProhibited = true;
    });
    const planned = now.find((each) => verbIn(each) === 'organisations');
    if (planned === undefined) throw new Error('not planned');
    const writes = made.writes();
    expect((await failureOf(made.connector.act(planned, context()))).kind).toBe('conflict');
    expect(made.writes()).toBe(writes);
  });

  it('takes what it has itself for nobody else’s, where a proxy takes the leaver’s name out of its calls', async () => {
    const made = await world({
      watch: (fetch) => (url, how) => fetch(new URL(String(url).replace(/(?<=[?&])sudo=[^&]*&?/, '')), how),
    });
    made.sandbox.change(({ users: [own] }) => {
      own?.apps.push({ id: 77, name: 'Relais’ own app' });
    });
    const look = await lookAt(made);
    expect(look.items.some(({ action }) => action.id.includes('/oauth-apps/'))).toBe(false);
    expect(look.untold.map(({ what }) => what).toSorted()).toEqual([
      ...['collaborations', 'deploy-keys', 'oauth-apps', 'organisations', 'owned-organisations'],
    ]);
  });

  it('believes no list that is shorter than it counts', async () => {
    const made = await world();
    const plan = await planOf(made);
    made.lying.rewrite(({ url }, answer) =>
      url.pathname.endsWith('/alex-moreau/keys') ? { status: 200, body: [] } : answer,
    );
    const key = plan.find((each) => verbIn(each) === 'ssh-keys');
    if (key === undefined) throw new Error('no key');
    const failure = await failureOf(made.connector.readBack(key, context()));
    expect([failure.kind, inEnglish(failure.words)]).toEqual(['unproven', 'Gitea counts 1 and lists 0']);
  });

  it('tells the walk what would be left to nobody', async () => {
    const made = await world();
    const owned = await made.connector.owned?.read(await accountOf(made), context());
    expect(owned?.untold).toEqual([]);
    expect(owned?.things.map(inEnglish)).toEqual([
      ...['Organisation atelier-lumen', 'Organisation field-tools', 'Repository alex-moreau/dotfiles'],
    ]);
    expect(owned?.things.map(inFrench)).toContain('Dépôt alex-moreau/dotfiles');
  });

  it('says how many repositories were not looked into for deploy keys', async () => {
    const made = await world();
    made.sandbox.change(({ repositories }) => {
      for (let n = 1; n <= 101; n += 1)
        repositories.push({ id: 5000 + n, name: `more-${n}`, ownerId: 12, collaborators: [], deployKeys: [] });
    });
    const call = (await planOf(made)).find((each) => verbIn(each) === 'deploy-keys')?.call ?? '';
    expect(inEnglish(call)).toContain('4 more such repositories were not looked into');
  });

  it('refuses settings that would reach somewhere else', () => {
    const settings = {
      id: 'git',
      type: 'gitea',
      label: 'Gitea',
      baseUrl: 'https://git.example.com',
      token: 'env:TOKEN',
    };
    expect(gitea.schema.safeParse(settings).success).toBe(true);
    expect(gitea.schema.safeParse({ ...settings, token: 'plain-secret' }).success).toBe(false);
    const basic = { user: 'relais', password: 'plain-secret' };
    expect(gitea.schema.safeParse({ ...settings, basic }).success).toBe(false);
    expect(gitea.schema.safeParse({ ...settings, surprise: 1 }).success).toBe(false);
  });
});
