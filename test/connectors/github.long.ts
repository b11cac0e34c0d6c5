import type { RequestHandler } from 'express';
import { importSPKI, jwtVerify } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { Look } from '../../src/engine/ports/connector.ts';
import type { GithubState } from '../../src/workspace/systems/github/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { rsaKeys } from '../support/rsa-keys.ts';
import {
  canary,
  type GithubWorld,
  type GithubWorldOptions,
  githubWorld,
  personWho,
  renameLogin,
} from './github-world.ts';

connectorContract('github with an App’s rights', () => githubWorld());
connectorContract('github with a classic token', () => githubWorld({ classic: true }));

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const afterCall = () => ({ ...context(), calledAt: new Date() });

async function world(options: GithubWorldOptions = {}): Promise<GithubWorld> {
  const made = await githubWorld(options);
  onTestFinished(() => made.close());
  return made;
}

async function accountsOf({ connector }: GithubWorld, person: Person): Promise<readonly Account[]> {
  const found = await connector.find(person, context());
  if (found.status !== 'found') throw new Error(`not found: ${found.status}`);
  return found.accounts;
}

async function accountOf(made: GithubWorld, person: Person): Promise<Account> {
  const [account] = await accountsOf(made, person);
  if (!account) throw new Error('found, and no account');
  return account;
}

async function lookAt(made: GithubWorld, person: Person): Promise<Look> {
  return made.connector.look(await accountOf(made, person), context());
}

async function planOf(made: GithubWorld, person: Person): Promise<readonly PlannedAction[]> {
  return (await lookAt(made, person)).items.map(({ action }) => action);
}

/** An administrator at GitHub. */
async function directly({ server }: GithubWorld, method: string, path: string): Promise<void> {
  const response = await fetch(`${server.baseUrl}${path}`, { method, headers: { authorization: `Bearer ${canary}` } });
  expect(response.ok, `${method} ${path}`).toBe(true);
}

const alex = personWho('U0ALEX');

describe('github', () => {
  it('plans removal first, then credentials, then each team on its own, by numbers', async () => {
    const made = await world();
    const actions = await planOf(made, alex);
    expect(actions.map(({ stage, effect, target }) => [stage, effect, target?.label ?? null])).toEqual([
      ['disable', 'destructive', null],
      ['credentials', 'reversible', null],
      ['credentials', 'destructive', null],
      ['groups', 'reversible', 'CI_CD_admin'],
      ['groups', 'reversible', 'Platform'],
      ['groups', 'reversible', 'Platform on-call'],
      ['groups', 'reversible', 'Release captains'],
    ]);
    expect(actions[0]?.call).toBe('DELETE /orgs/example-co/memberships/alex-moreau');
    const platform = made.sandbox.state().teams.find(({ slug }) => slug === 'platform');
    expect(actions[4]?.target?.id).toBe(String(platform?.id));
    expect(actions[4]?.call).toBe(`DELETE /organizations/652551/team/${platform?.id}/memberships/alex-moreau`);
    expect(actions[0]?.tenant).toBe(`${made.server.baseUrl} 652551`);
  });

  it('leaves nothing that still gets in', async () => {
    const made = await world();
    for (const action of await planOf(made, alex)) await made.connector.act(action, context());
    expect(made.sandbox.signIn(alex.email)).toBe(false);
    expect((await made.connector.find(alex, context())).status).toBe('none');
  });

  it('takes the old role’s teams alone', async () => {
    const made = await world();
    for (const action of await planOf(made, alex)) {
      if (action.stage !== 'groups') continue;
      expect((await made.connector.act(action, context())).status).toBe('accepted');
      expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
    }
    expect(made.sandbox.signIn(alex.email)).toBe(true);
    expect(made.sandbox.accounts().find(({ email }) => email === alex.email)?.groups).toEqual([]);
  });

  it('removes an outside collaborator from every repository', async () => {
    const made = await world();
    const sofia = personWho('U0SOFIA');
    expect(await accountOf(made, sofia)).toMatchObject({ status: 'outside collaborator' });
    const [action, ...rest] = await planOf(made, sofia);
    expect(rest.map(({ stage }) => stage)).not.toContain('disable');
    if (!action) throw new Error('no plan');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('not-desired');
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
    expect(made.sandbox.signIn(sofia.email)).toBe(false);
  });

  it('shows a removed member who stayed on as an outside collaborator as something open', async () => {
    const made = await world();
    const account = await accountOf(made, alex);
    const [removal] = await planOf(made, alex);
    if (!removal) throw new Error('no plan');
    await directly(made, 'PUT', `/orgs/example-co/outside_collaborators/${removal.accountLogin}`);
    expect((await made.connector.readBack(removal, afterCall())).state).toBe('desired');
    const { items } = await made.connector.look(account, context());
    expect(items.map(({ action, standing }) => [action.id, standing])).toContainEqual([
      `github/${account.id}/outside-collaborator`,
      'open',
    ]);
  });

  it('believes no 404 about a team that does not answer to its number', async () => {
    const silent: RequestHandler = (request, response, next) =>
      /^\/organizations\/\d+\/team\//.test(request.path) ? void response.status(404).json({}) : next();
    let hush = false;
    const made = await world({
      before: (request, response, next) => (hush ? silent(request, response, next) : next()),
    });
    const team = (await planOf(made, alex)).find(({ id }) => id.includes('/teams/'));
    if (!team) throw new Error('no team');
    hush = true;
    await expect(made.connector.readBack(team, afterCall())).rejects.toMatchObject({ kind: 'unproven' });
    await expect(made.connector.act(team, context())).rejects.toMatchObject({ kind: 'unproven' });
    // A team that is gone from the list as well is gone.
    made.sandbox.change((state) => {
      state.teams = state.teams.filter(({ id }) => String(id) !== team.target?.id);
    });
    expect((await made.connector.readBack(team, afterCall())).state).toBe('desired');
  });

  it('still cuts a leaver who took another login, and never whoever took the old one', async () => {
    const made = await world();
    const plan = await planOf(made, alex);
    made.sandbox.change((state) => {
      renameLogin(state, 'alex-moreau', 'alex-new');
      const stranger = state.accounts.find(({ login }) => login === 'jonas-weber') ?? state.accounts[1];
      if (stranger) renameLogin(state, stranger.login, 'alex-moreau');
    });
    for (const action of plan) await made.connector.act(action, context());
    for (const action of plan)
      await expect
        .poll(async () => (await made.connector.readBack(action, afterCall())).state, { timeout: 2000 })
        .toBe('desired');
    const { accounts } = made.sandbox.state();
    expect(accounts.find(({ login }) => login === 'alex-new')?.membership).toBeNull();
    expect(accounts.find(({ login }) => login === 'alex-moreau')?.membership).not.toBeNull();
  });

  it('finds a renamed leaver again by what the login was, and by a number in the settings', async () => {
    const made = await world();
    const { id } = await accountOf(made, alex);
    made.sandbox.change((state) => renameLogin(state, 'alex-moreau', 'alex-new'));
    expect(await accountOf(made, alex)).toMatchObject({ id, login: 'alex-new' });
    const numbered = await world({ settings: { logins: { [alex.email]: Number(id) } } });
    numbered.sandbox.change((state) => renameLogin(state, 'alex-moreau', 'alex-new'));
    expect(await accountOf(numbered, alex)).toMatchObject({ id, login: 'alex-new' });
    const unknown = await world({ settings: { logins: { [alex.email]: 'renamed-away' } } });
    await expect(unknown.connector.find(alex, context())).rejects.toMatchObject({ kind: 'mismatch' });
    expect(made.writes() + unknown.writes()).toBe(0);
  });

  it('takes an account that GitHub does not know any more for gone, once every list is read', async () => {
    const made = await world();
    const [removal] = await planOf(made, alex);
    if (!removal) throw new Error('no plan');
    const deleted = { ...removal, accountId: '4711', id: removal.id.replace(removal.accountId, '4711') };
    expect((await made.connector.readBack(deleted, afterCall())).state).toBe('desired');
    expect((await made.connector.act(deleted, context())).status).toBe('already');
    expect(made.writes()).toBe(0);
  });

  it('finds every login of every address of a person', async () => {
    const logins = { [alex.email]: ['alex-moreau'], 'Alex@Contractor.Example.ORG': ['priya-nair', 'sofia-rossi'] };
    const made = await world({ settings: { logins } });
    const existing = made.sandbox.state().accounts.map(({ login }) => login);
    expect(existing).toEqual(expect.arrayContaining(['priya-nair', 'sofia-rossi']));
    const person = { ...alex, otherEmails: ['alex@contractor.example.org'] };
    expect((await accountsOf(made, person)).map(({ login }) => login).toSorted()).toEqual([
      'alex-moreau',
      'priya-nair',
      'sofia-rossi',
    ]);
    const found = await made.connector.find(person, context());
    expect(found.asked).toEqual(expect.arrayContaining([alex.email, 'alex@contractor.example.org']));
  });

  it('finds the login that is told of a person for this system', async () => {
    const made = await world();
    const person = {
      ...alex,
      id: 'p-new',
      email: 'a.m@example.org',
      userNames: { github: ['priya-nair'], gitlab: ['sofia-rossi'] },
    };
    expect((await accountsOf(made, person)).map(({ login }) => login)).toEqual(['priya-nair']);
    const { asked } = await made.connector.find(person, context());
    expect(asked).toEqual(['a.m@example.org', 'priya-nair']);
  });

  it('proves that somebody has no account when every login is somebody else’s', async () => {
    const made = await world();
    const { ambiguous } = made.people;
    if (!ambiguous) throw new Error('the world should leave two logins unclaimed');
    const unclaimed = await made.connector.find(ambiguous, context());
    if (unclaimed.status !== 'ambiguous') throw new Error(unclaimed.status);
    const complete = await world({ settings: { otherLogins: unclaimed.candidates.map(({ login }) => login) } });
    const none = await complete.connector.find({ ...alex, email: 'someone.new@example.com' }, context());
    expect(none.status).toBe('none');
    expect(none.evidence.map(({ detail }) => detail).join()).toMatch(/members/);
  });

  it('concludes nothing with a token whose owner does not own the organisation', async () => {
    const begin = (role: 'admin' | 'member') => (state: GithubState) => {
      for (const account of state.accounts) if (account.id === 1) account.membership = { role, state: 'active' };
    };
    const member = await world({ classic: true, begin: begin('member') });
    await expect(member.connector.find(member.people.absent, context())).rejects.toMatchObject({ kind: 'unproven' });
    const report = await member.connector.check(context());
    expect(
      inEnglishToo(report.problems)
        .map(({ message }) => message)
        .join(),
    ).toContain('does not own example-co');
    const owner = await world({ classic: true, begin: begin('admin') });
    expect((await owner.connector.find(owner.people.absent, context())).status).toBe('none');
  });

  it('protects the last owner, at the plan and at the call', async () => {
    const made = await world();
    const [last, ...others] = made.sandbox.accounts().filter(({ status }) => status === 'owner');
    if (!last || others.length === 0) throw new Error('two owners are needed');
    const person = { ...alex, email: last.email };
    const [removal] = await planOf(made, person);
    made.sandbox.change((state) => {
      for (const { id } of others) {
        const account = state.accounts.find((each) => String(each.id) === id);
        if (account) account.membership = { role: 'member', state: 'active' };
      }
    });
    expect((await accountOf(made, person)).protectedBecause).toMatchObject({
      en: expect.stringContaining('last owner'),
    });
    if (!removal) throw new Error('no plan');
    await expect(made.connector.act(removal, context())).rejects.toMatchObject({ kind: 'protected' });
  });

  it('clears no owner by a list of owners that does not hold them', async () => {
    const before: RequestHandler = (request, response, next) => {
      if (request.query['role'] !== 'admin') return next();
      const json = response.json.bind(response);
      response.json = (body: { login: string }[]) => json(body.filter(({ login }) => login !== 'hugo-martin'));
      next();
    };
    const made = await world({ before });
    const hugo = personWho('U0HUGO');
    await expect(made.connector.find(hugo, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('hands a membership through an enterprise team to a person', async () => {
    const before: RequestHandler = (request, response, next) => {
      if (!/^\/orgs\/[^/]+\/memberships\//.test(request.path) || request.method !== 'GET') return next();
      const enterprise_teams_providing_indirect_membership = ['ent:contractors'];
      response.json({
        state: 'active',
        role: 'member',
        direct_membership: true,
        enterprise_teams_providing_indirect_membership,
      });
    };
    const made = await world({ before });
    const manual = (await planOf(made, alex)).filter((action) => action.manual);
    expect(manual).toHaveLength(1);
    expect(manual[0]?.call).toMatchObject({ en: expect.stringContaining('ent:contractors') });
    // As long as the team gives it, whoever is removed is in again: it is the door, like the removal, and holds nothing
    // back.
    expect(manual[0]).toMatchObject({ stage: 'disable', needs: [], verifiable: true });
    if (manual[0]) expect(await made.connector.act(manual[0], context())).toMatchObject({ status: 'manual' });
  });

  it('says of an enterprise-managed user that out of the organisation the account still signs in', async () => {
    const managed = 'alex-moreau_acme';
    const begin = (state: GithubState) => renameLogin(state, 'alex-moreau', managed);
    const made = await world({ begin, settings: { logins: { [alex.email]: managed }, invitations: false } });
    const actions = await planOf(made, alex);
    expect(actions[0]).toMatchObject({ stage: 'disable', manual: false });
    const task = actions.find(({ manual }) => manual);
    if (!task) throw new Error('no task');
    expect(task).toMatchObject({ id: expect.stringMatching(/\/managed-user$/), stage: 'disable', needs: [] });
    expect(task.call).toMatchObject({
      en: expect.stringContaining('identity provider'),
      fr: expect.stringContaining('fournisseur d’identité'),
    });
    expect(await made.connector.act(task, context())).toEqual({ status: 'manual', message: task.call });
    // Removed from the organisation, the task stays open: no answer of GitHub proves it.
    for (const action of actions) if (!action.manual) await made.connector.act(action, context());
    expect((await made.connector.readBack(task, afterCall())).state).toBe('unreadable');
    const plain = await planOf(await world(), alex);
    expect(plain.some(({ manual }) => manual)).toBe(false);
  });

  it('takes a 403 for a throttle when GitHub means one', async () => {
    const before: RequestHandler = (_request, response) => {
      response.status(403).json({ message: 'You have exceeded a secondary rate limit.' });
    };
    const made = await world({ before });
    await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'throttled' });
  });

  it('says what to do when the organisation is called something else by now', async () => {
    const before: RequestHandler = (request, response, next) =>
      request.path === '/orgs/example-co' ? void response.json({ id: 652_551, login: 'example-next' }) : next();
    const renamed = await world({ before });
    await expect(renamed.connector.find(alex, context())).rejects.toMatchObject({
      kind: 'mismatch',
      message: 'the organisation example-co is called example-next now; correct org',
    });
    const gone = await world({ settings: { org: 'old-name' } });
    await expect(gone.connector.find(alex, context())).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('github invitations', () => {
  const invite = (state: { invitations: object[] }) =>
    state.invitations.push({
      id: 77,
      login: null,
      email: 'Alex.Private@example.org',
      createdAt: '2026-11-20T09:00:00Z',
    });
  const person = { ...alex, otherEmails: ['alex.private@example.org'] };

  it('takes back an invitation to an address of the person', async () => {
    const made = await world({ begin: invite });
    const accounts = await accountsOf(made, person);
    expect(accounts.map(({ login, status }) => [login, status])).toEqual([
      ['alex-moreau', 'member'],
      ['Alex.Private@example.org', 'invited'],
    ]);
    const invited = accounts[1];
    if (!invited) throw new Error('no invitation');
    const { items } = await made.connector.look(invited, context());
    expect(items.map(({ action }) => action.call)).toEqual(['DELETE /orgs/example-co/invitations/77']);
    const [action] = items.map((item) => item.action);
    if (!action) throw new Error('no action');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('not-desired');
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
    expect((await made.connector.look(invited, context())).items).toEqual([]);
    expect(await accountsOf(made, person)).toHaveLength(1);
  });

  it('concludes nothing where invitations are not told', async () => {
    const before: RequestHandler = (request, response, next) =>
      request.path.endsWith('/invitations') ? void response.status(404).json({}) : next();
    const made = await world({ before });
    await expect(made.connector.find(made.people.absent, context())).rejects.toMatchObject({
      kind: 'unproven',
      message: expect.stringContaining('invitations: false'),
    });
    const managed = await world({ before, settings: { invitations: false } });
    expect((await managed.connector.find(managed.people.absent, context())).status).toBe('none');
  });

  it('cancels a membership that was not accepted yet', async () => {
    const made = await world({
      begin: (state) => {
        for (const account of state.accounts)
          if (account.login === 'alex-moreau') account.membership = { role: 'member', state: 'pending' };
      },
    });
    const [action] = await planOf(made, alex);
    expect(action).toMatchObject({ stage: 'disable', effect: 'reversible' });
    if (!action) throw new Error('no action');
    await made.connector.act(action, context());
    expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
  });

  it('takes back invitations to repositories where the settings ask for them', async () => {
    const begin: GithubWorldOptions['begin'] = (state) =>
      void state.repositories[1]?.invitations.push({
        id: 501,
        login: 'sofia-rossi',
        createdAt: '2026-11-20T09:00:00Z',
      });
    const sofia = personWho('U0SOFIA');
    const left = await planOf(await world({ begin }), sofia);
    expect(left.map(({ id }) => id).join()).not.toContain('repository-invitations');
    const made = await world({ begin, settings: { repositoryInvitations: true } });
    const action = (await planOf(made, sofia)).find(({ id }) => id.endsWith('/repository-invitations/501'));
    expect(action?.call).toBe('DELETE /repos/example-co/data-pipelines/invitations/501');
    if (!action) throw new Error('no action');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('not-desired');
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
    expect((await made.connector.act(action, context())).status).toBe('already');
  });
});

describe('github by SAML', () => {
  const saml = { saml: true, logins: {}, otherLogins: ['sofia-rossi'] };

  it('finds a login by every address and the employee number, in whatever case', async () => {
    const made = await world({ settings: saml });
    expect(await accountOf(made, { ...alex, email: 'ALEX.moreau@example.com' })).toMatchObject({
      login: 'alex-moreau',
    });
    const other = { ...alex, email: 'a.m@example.org', otherEmails: [alex.email], employeeNumber: '1042' };
    const found = await made.connector.find(other, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ login: 'alex-moreau' }] });
    expect(found.asked).toEqual(
      expect.arrayContaining(['a.m@example.org', alex.email, { en: 'employee number 1042', fr: 'matricule 1042' }]),
    );
  });

  it('proves by the identities of all others that somebody has no account', async () => {
    const made = await world({ settings: saml });
    const nobody = { ...alex, email: 'someone.new@example.com' };
    expect((await made.connector.find(nobody, context())).status).toBe('none');
    const open = await world({ settings: { ...saml, otherLogins: [] } });
    expect(await open.connector.find(nobody, context())).toMatchObject({
      status: 'ambiguous',
      candidates: [{ login: 'sofia-rossi' }],
    });
  });

  it('reads identities beyond the first hundred', async () => {
    const begin: GithubWorldOptions['begin'] = (state) => {
      const [first] = state.accounts;
      const more = Array.from({ length: 250 }, (_, n) => ({
        ...(first ?? state.accounts[0]),
        id: 800_000 + n,
        login: `person-${n}`,
        email: n === 249 ? 'Late.Comer@Example.com' : `person.${n}@example.com`,
        scimId: `scim-${n}`,
        membership: { role: 'member', state: 'active' },
      }));
      Object.assign(state, { accounts: [...state.accounts, ...more] });
    };
    const made = await world({ settings: saml, begin });
    expect(await accountOf(made, { ...alex, email: 'late.comer@example.com' })).toMatchObject({ login: 'person-249' });
  });

  it('asks the enterprise that the settings name', async () => {
    const sandbox = { samlKeptBy: 'enterprise' } as const;
    const made = await world({ sandbox, settings: { ...saml, enterprise: 'example-group' } });
    expect(await accountOf(made, alex)).toMatchObject({ login: 'alex-moreau' });
    expect((await made.connector.check(context())).problems).toEqual([]);
  });

  it('says that the identities may be the enterprise’s, and asks about the person, where none is named', async () => {
    const made = await world({ sandbox: { samlKeptBy: 'enterprise' }, settings: saml });
    const found = await made.connector.find(alex, context());
    expect(found.status).toBe('ambiguous');
    if (found.status !== 'ambiguous') return;
    expect(found.candidates.map(({ login }) => login)).toContain('alex-moreau');
    expect(found.asked.map(inEnglish).join('; ')).toContain('they may be the enterprise’s');
    const { problems } = await made.connector.check(context());
    expect(
      inEnglishToo(problems)
        .map(({ message }) => message)
        .join(),
    ).toContain('nobody is found by SAML');
    expect(
      inEnglishToo(problems)
        .map(({ fix }) => fix)
        .join(),
    ).toContain('enterprise');
  });

  it('believes no enterprise that answers null for want of rights', async () => {
    const before: RequestHandler = (request, response, next) =>
      request.path === '/graphql' && String(request.body.query).includes('enterprise(')
        ? void response.json({ data: { enterprise: { ownerInfo: null } } })
        : next();
    const made = await world({ before, settings: { ...saml, enterprise: 'example-group' } });
    await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'unproven' });
  });
});

describe('github by verified addresses', () => {
  const verified = { verifiedAddresses: true, logins: {}, otherLogins: [] };

  it('finds a login by an address that GitHub has verified, whatever its capitals, and remembers it as listed', async () => {
    const made = await world({ settings: verified });
    expect(await accountOf(made, { ...alex, email: 'ALEX.moreau@example.com' })).toMatchObject({
      login: 'alex-moreau',
    });
    const found = await made.connector.find({ ...alex, email: 'a@example.org', otherEmails: [alex.email] }, context());
    expect(found).toMatchObject({ status: 'found', accounts: [{ login: 'alex-moreau' }] });
    expect((await made.connector.check(context())).problems).toEqual([]);
  });

  it('concludes nothing about who is not found: members who show another address are asked about', async () => {
    const made = await world({ settings: verified });
    const found = await made.connector.find({ ...alex, email: 'someone.new@example.com' }, context());
    expect(found.status).toBe('ambiguous');
    if (found.status === 'ambiguous') expect(found.candidates.map(({ login }) => login)).toContain('alex-moreau');
  });

  it('says where no address is told, and asks about the person', async () => {
    const made = await world({ settings: verified, sandbox: { verifiedDomains: [] } });
    const found = await made.connector.find(alex, context());
    expect(found.status).toBe('ambiguous');
    expect(found.asked.map(inEnglish).join('; ')).toContain('it may have no verified domain');
    const { problems } = await made.connector.check(context());
    expect(inEnglishToo(problems).map(({ message }) => message)).toEqual([
      expect.stringContaining('nobody is found by verified addresses'),
    ]);
  });

  it('believes neither one address of two accounts nor an organisation without members, nor a refusal', async () => {
    const node = (login: string) => ({ login, organizationVerifiedDomainEmails: ['Alex.Moreau@example.com'] });
    const pageInfo = { hasNextPage: false, endCursor: null };
    const members = (nodes: unknown[]) => ({ data: { organization: { membersWithRole: { nodes, pageInfo } } } });
    const lies: [unknown, string][] = [
      [members([node('alex-moreau'), { ...node('hugo-martin') }]), 'unproven'],
      [members([]), 'unproven'],
      [members([{ login: 'alex-moreau', organizationVerifiedDomainEmails: null }]), 'unproven'],
      [{ data: null, errors: [{ type: 'FORBIDDEN', message: 'no access' }] }, 'unauthorised'],
    ];
    for (const [body, kind] of lies) {
      const before: RequestHandler = (request, response, next) =>
        request.path === '/graphql' && String(request.body.query).includes('membersWithRole(')
          ? void response.json(body)
          : next();
      const made = await world({ before, settings: verified });
      await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind });
    }
  });
});

describe('github with much in it', () => {
  const crowded: GithubWorldOptions['begin'] = (state) => {
    for (let n = 0; n < 500; n += 1) {
      const members = n % 2 === 0 ? ['alex-moreau', 'hugo-martin'] : ['hugo-martin'];
      state.teams.push({ id: 900_000 + n, slug: `team-${n}`, name: `Team ${n}`, members });
    }
    for (const token of state.accessTokens.filter(({ login }) => login === 'alex-moreau'))
      for (let n = 0; n < 250; n += 1) state.accessTokens.push({ ...token, id: 700_000 + n });
  };

  it('plans 250 of 500 teams with a few calls, and without GraphQL with a call a team', async () => {
    const made = await world({ begin: crowded });
    const before = made.lies.requests();
    expect((await planOf(made, alex)).filter(({ id }) => id.includes('/teams/'))).toHaveLength(253);
    expect(made.lies.requests() - before).toBeLessThan(40);
    const noGraphql: RequestHandler = (request, response, next) =>
      request.path === '/graphql' ? void response.status(403).json({ message: 'Forbidden' }) : next();
    const rest = await world({ begin: crowded, before: noGraphql });
    expect((await planOf(rest, alex)).filter(({ id }) => id.includes('/teams/'))).toHaveLength(253);
    const { problems } = await rest.connector.check(context());
    expect(
      inEnglishToo(problems)
        .map(({ message }) => message)
        .join(),
    ).toContain('GraphQL is refused');
  });

  it('reads on where a gateway takes the links to the next pages away', async () => {
    const bare: RequestHandler = (request, response, next) => {
      if (request.path === '/graphql') return void response.status(403).json({ message: 'Forbidden' });
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => (name.toLowerCase() === 'link' ? response : set(name, value));
      next();
    };
    const made = await world({ begin: crowded, before: bare });
    expect((await planOf(made, alex)).filter(({ id }) => id.includes('/teams/'))).toHaveLength(253);
  });

  it.each([
    ['one that is no list', { message: 'Something went wrong' }],
    ['one that is a text', ['Something went wrong']],
    ['a text', 'Something went wrong'],
  ])('does not believe half an answer of GraphQL beside an error: %s', async (_, errors) => {
    const half: RequestHandler = (request, response, next) => {
      const teams = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
      if (request.path === '/graphql') return void response.json({ data: { organization: { teams } }, errors });
      next();
    };
    const made = await world({ before: half });
    expect((await planOf(made, alex)).map(({ target }) => target?.label)).toContain('Platform on-call');
  });

  it('takes all of 251 fine-grained tokens, a hundred a call', async () => {
    const made = await world({ begin: crowded, sandbox: { asyncMilliseconds: 0 } });
    const action = (await planOf(made, alex)).find(({ id }) => id.endsWith('/fine-grained-tokens'));
    if (!action) throw new Error('no tokens');
    const writes = made.writes();
    expect((await made.connector.act(action, context())).status).toBe('accepted');
    expect(made.writes() - writes).toBe(3);
    expect((await made.connector.readBack(action, afterCall())).state).toBe('desired');
  });

  it('asks GraphQL beside the REST of an Enterprise Server', async () => {
    const asked: string[] = [];
    const watch: GithubWorldOptions['watch'] = (fetch) => (url, init) => {
      asked.push(url.pathname);
      return fetch(url, init);
    };
    const made = await world({ enterpriseServer: true, watch });
    expect((await planOf(made, alex)).map(({ target }) => target?.label)).toContain('Platform on-call');
    expect(asked).toContain('/api/graphql');
    expect(asked.filter((path) => path.startsWith('/api/v3/organizations/'))).toEqual([]);
  });
});

describe('github’s audit log', () => {
  it('tells the latest use since an instant, and none before it', async () => {
    const made = await world();
    const account = await accountOf(made, alex);
    const since = made.now();
    expect(await made.connector.lastUse(account, since, context())).toMatchObject({ at: null });
    made.use(account);
    const use = await made.connector.lastUse(account, since, context());
    expect(use?.at?.getTime()).toBeGreaterThanOrEqual(since.getTime());
  });

  it('counts what was done under the old login, and nothing of whoever took it', async () => {
    const made = await world();
    const account = await accountOf(made, alex);
    const since = made.now();
    made.sandbox.change((state) => {
      const [at, stranger] = [
        new Date(since.getTime() + 1000).toISOString(),
        state.accounts.find(({ login }) => login === 'hugo-martin'),
      ];
      for (const each of state.accounts) if (each.login === 'alex-moreau') each.login = 'alex-new';
      if (stranger) stranger.login = 'alex-moreau';
      state.log.push({ id: 'stranger', at, action: 'git.push', actor: 'alex-moreau', user: null });
    });
    expect(await made.connector.lastUse(account, since, context())).toMatchObject({ at: null });
    made.sandbox.change((state) => {
      const at = new Date(since.getTime() + 2000).toISOString();
      state.log.push({ id: 'theirs', at, action: 'git.push', actor: 'alex-new', user: null });
    });
    expect((await made.connector.lastUse(account, since, context()))?.at?.getTime()).toBe(since.getTime() + 2000);
  });

  it('fails when it cannot be read, and is null only where it is off', async () => {
    const before: RequestHandler = (request, response, next) =>
      request.path.endsWith('/audit-log') ? void response.status(403).json({ message: 'no' }) : next();
    const made = await world({ before });
    const account = await accountOf(made, alex);
    await expect(made.connector.lastUse(account, made.now(), context())).rejects.toMatchObject({
      kind: 'unauthorised',
    });
    const off = await world({ before, settings: { auditLog: false } });
    expect(await off.connector.lastUse(await accountOf(off, alex), off.now(), context())).toBeNull();
  });
});

describe('github’s check', () => {
  it('names a login of the settings that GitHub does not know', async () => {
    const made = await world({ settings: { logins: { [alex.email]: ['alex-moreau', 'alex-gone'] } } });
    const { problems } = await made.connector.check(context());
    expect(inEnglishToo(problems)[0]).toEqual({
      message: `GitHub has no account alex-gone, which logins names for ${alex.email}`,
      fix: 'It was renamed or deleted: correct `logins`, or write null for whoever has none.',
    });
    // What that costs a departure is told too.
    expect(problems.slice(1).map(({ message }) => inEnglish(message))).toEqual([
      expect.stringContaining('the search for somebody who exists does not work: the login alex-gone does not exist'),
    ]);
  });
});

describe('github as an App', () => {
  it('signs in with an installation token that ends', async () => {
    const { publicKey, privateKey } = rsaKeys('github');
    // As GitHub hands them out.
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const verifier = await importSPKI(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');
    let issued = 0;
    let down = false;
    let owner = { id: 652_551, login: 'example-co', type: 'Organization' };
    let permissions: Record<string, string> = {
      members: 'write',
      organization_custom_org_roles: 'write',
      organization_administration: 'write',
      organization_personal_access_tokens: 'write',
    };
    const before: RequestHandler = async (request, response, next) => {
      if (!['/app', '/app/installations/42/access_tokens'].includes(request.path)) return next();
      const jwt = request.get('authorization')?.replace('Bearer ', '') ?? '';
      const { payload } = await jwtVerify(jwt, verifier, { issuer: '7' });
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(600);
      if (down && request.path === '/app') return void response.status(502).json({});
      if (request.path === '/app') return void response.json({ id: 7, slug: 'relais', owner });
      issued += 1;
      const expires_at = new Date(Date.now() + (issued === 1 ? -1000 : 3_600_000)).toISOString();
      response.status(201).json({ token: canary, expires_at, permissions });
    };
    const made = await world({
      before,
      settings: { auth: { method: 'app', appId: 7, installationId: 42, privateKey: 'env:APP_KEY' } },
      env: { APP_KEY: pem },
    });
    expect((await accountOf(made, alex)).status).toBe('member');
    // The first token had ended, the second was good for the rest.
    expect(issued).toBe(2);
    expect(await made.connector.check(context())).toMatchObject({ ok: true, problems: [] });
    // Whose App it is: the organisation's, a user's, and somebody else's by the same number.
    const tasks = async () => (await planOf(made, alex)).filter(({ id }) => id.endsWith('/own-app'));
    expect(await tasks()).toEqual([]);
    owner = { id: Number((await accountOf(made, alex)).id), login: 'alex-moreau', type: 'User' };
    const [task] = await tasks();
    expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'task' });
    if (!task) throw new Error('no task');
    expect((await made.connector.readBack(task, afterCall())).state).toBe('not-desired');
    owner = { ...owner, type: 'Organization' };
    expect((await made.connector.readBack(task, afterCall())).state).toBe('desired');
    // GitHub is down for that one question: it costs a note, not the look.
    down = true;
    const { items, untold, notes } = await lookAt(made, alex);
    expect([items.length > 0, untold, notes]).toMatchObject([true, [], [{ actionId: task.id }]]);
    down = false;
    permissions = { members: 'read' };
    const report = await made.connector.check(context());
    expect(inEnglishToo(report.problems).map(({ message }) => message)).toContain('members:write is not granted');
    expect(JSON.stringify(report)).not.toContain(canary);
  });
});
