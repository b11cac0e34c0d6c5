import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { company } from '../../src/workspace/company.ts';
import { createGithubSandbox } from '../../src/workspace/systems/github/github-sandbox.ts';
import { githubLogin } from '../../src/workspace/systems/github/seed.ts';
import type { GithubAccount, GithubState } from '../../src/workspace/systems/github/state.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { canary, githubWorld, personWho, renameLogin } from './github-world.ts';
import type { Answer, Asked } from './http-lies.ts';
import { colleague } from './okta-world.ts';

const alex = personWho('U0ALEX');
const alexLogin = githubLogin(colleague('U0ALEX'));
const hugoLogin = githubLogin(colleague('U0HUGO'));
const secondAddress = 'alex@contractor.example.org';

const graphqlBody = z.object({ variables: z.record(z.string(), z.union([z.string(), z.null()])) });

/** Everybody but the outside collaborator is found by SAML alone, so that there is something to lie about. */
export async function githubLyingWorld(): Promise<LyingWorld> {
  const otherDir = mkdtempSync(join(tmpdir(), 'relais-github-other-'));
  let widens = false;
  let graphqlPages: 'well' | 'empty' | 'repeating' = 'well';
  let elsewhere: RequestHandler | null = null;

  const before: RequestHandler = (request, response, next) => {
    if (elsewhere) return void elsewhere(request, response, next);
    if (widens && request.method === 'DELETE') takeAllOut(request.path);
    if (graphqlPages === 'well' || request.path !== '/graphql') return void next();
    const { variables } = graphqlBody.parse(request.body);
    const first = !variables['after'];
    // 'MA==' is the sandbox's cursor of the beginning.
    request.body = { ...request.body, variables: { ...variables, after: 'MA==' } };
    if (graphqlPages === 'empty' && !first) return void next();
    const json = response.json.bind(response);
    response.json = (body: unknown) =>
      json(onConnections(body, (nodes) => leadsOn(graphqlPages === 'empty' ? [] : nodes)));
    next();
  };
  const world = await githubWorld({
    before,
    settings: { saml: true, logins: {}, otherLogins: [githubLogin(colleague('U0SOFIA'))] },
    sandbox: { asyncMilliseconds: 0 },
    // One owner is left.
    begin: (state) => {
      for (const account of state.accounts)
        if (account.membership && account.login !== hugoLogin) account.membership.role = 'member';
    },
  });
  const { sandbox, lies, open } = world;
  const accountOf = (state: GithubState, id: string) => {
    const found = state.accounts.find((each) => String(each.id) === id);
    if (!found) throw new Error(`no account ${id}`);
    return found;
  };
  const change = (by: (state: GithubState) => void) => () => sandbox.change(by);
  const pages = (how: typeof graphqlPages) => () => {
    graphqlPages = how;
    lies.pages(how);
  };
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lies.rewrite(by);

  function takeAllOut(path: string): void {
    const [, team] = /\/team\/(\d+)\/memberships\//.exec(path) ?? [];
    const login = path.split('/').at(-1);
    sandbox.change((state) => {
      for (const each of state.teams)
        if (String(each.id) === team) each.members = each.members.filter((member) => member === login);
      if (/\/orgs\/[^/]+\/memberships\//.test(path))
        for (const account of state.accounts) if (account.login !== login) account.membership = null;
    });
  }

  return {
    ...world,
    async close() {
      await world.close();
      rmSync(otherDir, { recursive: true, force: true });
    },
    requests: lies.requests,
    lastAdministrator: personWho('U0HUGO'),
    people: { ...world.people, ambiguous: null },
    truth: {
      accounts: (person) =>
        sandbox
          .state()
          .accounts.filter(({ email }) => [person.email, ...(person.otherEmails ?? [])].includes(email.toLowerCase()))
          .map(({ id }) => String(id)),
      isOpen: (action) => open(action.accountId).includes(action.id),
      open,
    },
    switches: {
      renameTargets: change((state) => {
        for (const team of state.teams) Object.assign(team, { slug: `${team.slug}-next`, name: `${team.name} (next)` });
        for (const role of state.roles) role.name = `${role.name}_next`;
      }),
      recreateTargets: change((state) => {
        for (const each of [...state.teams, ...state.roles, ...state.credentials, ...state.accessTokens])
          each.id += 1_000_000;
      }),
      otherTenant() {
        const other = createGithubSandbox({
          dataDir: otherDir,
          people: company,
          now: world.now,
          token: canary,
          orgId: 777_001,
        });
        other.change(makeForeign);
        elsewhere = other.router;
      },
      hideFields: rewrite((_, answer) => ({
        ...answer,
        body: answer.status === 200 ? withoutFields(answer.body) : answer.body,
      })),
      emptyPages: pages('empty'),
      repeatPages: pages('repeating'),
      failOnce: lies.failOnce,
      drifts: {
        'took another login': (id) =>
          sandbox.change((state) => renameLogin(state, accountOf(state, id).login, 'alex-next')),
        'was made an owner': (id) =>
          sandbox.change((state) => {
            accountOf(state, id).membership = { role: 'admin', state: 'active' };
          }),
        'left by themself': (id) => sandbox.change((state) => leave(state, accountOf(state, id))),
        'was made an outside collaborator': (id) =>
          sandbox.change((state) => {
            leave(state, accountOf(state, id));
            state.repositories[0]?.collaborators.push(accountOf(state, id).login);
          }),
      },
      lag: lies.lag,
      catchUp: lies.catchUp,
      widen() {
        widens = true;
      },
      secondAccount() {
        sandbox.change((state) => {
          const first = state.accounts.find(({ login }) => login === alexLogin);
          if (first) state.accounts.push({ ...first, login: 'alex-m', id: 4711, email: secondAddress });
          state.teams[0]?.members.push('alex-m');
        });
        return { ...alex, otherEmails: [secondAddress] };
      },
      many: (count) =>
        sandbox.change((state) => {
          for (let n = 0; n < count; n += 1) {
            const id = 900_000 + n;
            state.teams.push({ id, slug: `team-${n}`, name: `Team ${n}`, members: [alexLogin, hugoLogin] });
            state.roles.push({ id, name: `role_${n}`, logins: [alexLogin] });
            const [credential] = state.credentials.filter(({ login }) => login === alexLogin);
            const [token] = state.accessTokens.filter(({ login }) => login === alexLogin);
            if (credential) state.credentials.push({ ...credential, id });
            if (token) state.accessTokens.push({ ...token, id });
          }
        }),
      mindCapitals: change((state) => {
        for (const account of state.accounts)
          if (account.login === alexLogin) account.email = 'Alex.Moreau@Example.com';
      }),
      answerOthers: rewrite(({ url }, answer) => {
        const hugo = sandbox.state().accounts.find(({ login }) => login === hugoLogin);
        const identity = { samlIdentity: { nameId: hugo?.email, username: null }, user: { login: hugoLogin } };
        if (url.pathname.startsWith('/users/'))
          return { ...answer, status: 200, body: { id: hugo?.id, login: hugoLogin } };
        if (!JSON.stringify(answer.body).includes('externalIdentities')) return answer;
        return { ...answer, body: onConnections(answer.body, () => ({ nodes: [identity] })) };
      }),
      emptyTenant: rewrite(({ url }, answer) => {
        if (/^\/orgs\/[^/]+\/memberships\//.test(url.pathname)) return { status: 404, body: { message: 'Not Found' } };
        return { ...answer, body: emptied(answer.body) };
      }),
      emptyMembers: rewrite((_, answer) => ({ ...answer, body: emptied(answer.body) })),
    },
  };
}

function leave(state: GithubState, account: GithubAccount): void {
  account.membership = null;
  const others = (logins: readonly string[]) => logins.filter((login) => login !== account.login);
  for (const team of state.teams) team.members = others(team.members);
  for (const role of state.roles) role.logins = others(role.logins);
}

/** Other people with other numbers, in an organisation that looks alike. */
function makeForeign(state: GithubState): void {
  for (const { login } of [...state.accounts]) renameLogin(state, login, `other-${login}`);
  for (const account of state.accounts)
    Object.assign(account, { id: account.id + 5_000_000, email: `other.${account.email}` });
  for (const each of [...state.teams, ...state.roles]) each.id += 5_000_000;
}

const recordSchema = z.record(z.string(), z.unknown());

/** Ids, logins and what holds others stay; all else is null. */
function withoutFields(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutFields(each, name));
  const record = recordSchema.safeParse(value);
  if (record.success)
    return Object.fromEntries(Object.entries(record.data).map(([key, inner]) => [key, withoutFields(inner, key)]));
  return /^(?:id|login|databaseId)$|_id$/.test(name) ? value : null;
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return onConnections(value, () => ({ nodes: [] }));
}

/** Changes every connection of GraphQL in an answer. */
function onConnections(value: unknown, by: (nodes: readonly unknown[]) => object): unknown {
  if (Array.isArray(value)) return value.map((each) => onConnections(each, by));
  const record = recordSchema.safeParse(value);
  if (!record.success) return value;
  const nodes = record.data['nodes'];
  if (Array.isArray(nodes)) return { ...record.data, ...by(nodes) };
  return Object.fromEntries(Object.entries(record.data).map(([key, inner]) => [key, onConnections(inner, by)]));
}

function leadsOn(nodes: readonly unknown[]) {
  return { nodes, pageInfo: { hasNextPage: true, endCursor: 'MA==' } };
}
