import { randomBytes } from 'node:crypto';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { type Core, createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { githubApi } from './api.ts';
import { type GithubSettings, record } from './organisation.ts';
import { githubRefusals } from './refusals.ts';
import { bot, githubLogin, seedGithub, usesCode } from './seed.ts';
import {
  type GithubAccount,
  type GithubState,
  getsIn,
  githubStateSchema,
  hasNotEnded,
  isMember,
  isOutsideCollaborator,
} from './state.ts';

/** The organisation that the invented company has. */
export const githubSandboxOrganisation = 'example-co';

export interface GithubSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  org?: string;
  /** Taken as the installation token of a GitHub App: all routes, no scopes header. */
  token?: string;
  /**
   * Taken as a classic personal access token: `x-oauth-scopes` is sent, and the routes for fine-grained tokens answer
   * 403.
   */
  classicToken?: string;
  classicScopes?: readonly string[];
  /** The organisation's number. */
  orgId?: number;
  /** Who keeps the SAML identities; the organisation when not said. */
  samlKeptBy?: GithubSettings['saml']['keptBy'];
  /** `example.com` when not said. */
  verifiedDomains?: readonly string[];
  /** How long GitHub takes to do what it answered 202 to; 1.5 s when not said. */
  asyncMilliseconds?: number;
}

export interface GithubSandbox extends Sandbox {
  /** What there is, whatever the API answers. */
  state(): GithubState;
  /** Plays anybody at GitHub: renames, invites, changes whatever there is, behind Relais' back. */
  change(change: (state: GithubState) => void): void;
}

/**
 * Code hosting that answers as GitHub's REST API documents for an organisation, for as much of it as offboarding needs.
 */
export function createGithubSandbox(options: GithubSandboxOptions): GithubSandbox {
  const { dataDir, people, now, id = 'github', label = 'Code hosting (GitHub-like)' } = options;
  const {
    token = sandboxToken,
    classicToken = null,
    classicScopes = ['admin:org', 'read:audit_log', 'repo'],
  } = options;
  const settings = {
    org: options.org ?? githubSandboxOrganisation,
    saml: { keptBy: options.samlKeptBy ?? ('organisation' as const), enterprise: 'example-group' },
    verifiedDomains: options.verifiedDomains ?? ['example.com'],
    now,
    asyncMilliseconds: options.asyncMilliseconds ?? 1500,
  };
  let left = 5000;

  const { core, system } = createCore<GithubState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: githubStateSchema,
    seed: () => seedGithub(people, now(), { hasBot: classicToken !== null, orgId: options.orgId ?? 652_551 }),
    stranger: () => seedGithub(strangersFor(people), now(), { hasBot: classicToken !== null, orgId: 999_001 }),
    accounts: (state) =>
      state.accounts.filter(({ id }) => id !== bot.id).map((each) => sandboxAccount(each, state, now())),
    refusals: githubRefusals,
    everyAnswer() {
      left = left > 0 ? left - 1 : 5000;
      return {
        'Content-Type': 'application/json; charset=utf-8',
        'x-github-request-id': randomBytes(14).toString('hex').toUpperCase(),
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-used': String(5000 - left),
        'x-ratelimit-reset': String(Math.ceil(now().getTime() / 3_600_000) * 3600),
        'x-ratelimit-resource': 'core',
      };
    },
    routes: (core) => githubApi(core, withNumber(settings, core), { token, classicToken, classicScopes }),
  });

  const byEmail = (state: GithubState, email: string) =>
    state.accounts.find((each) => each.email.toLowerCase() === email.toLowerCase());

  return Object.assign(system, {
    signIn(email: string) {
      const account = byEmail(core.state(), email);
      return account !== undefined && getsIn(core.state(), account);
    },
    state: () => core.state(),
    change: (change: (state: GithubState) => void) => void core.happen(change),
    recordActivity(email: string) {
      return core.happen((state) => {
        const account = byEmail(state, email);
        if (account === undefined) return false;
        record(state, { action: 'git.clone', user: account.login, actor: account.login }, now());
        return true;
      });
    },
    reopen(email: string) {
      return core.happen((state) => {
        const account = byEmail(state, email);
        if (account === undefined) return false;
        account.membership = { role: 'member', state: 'active' };
        return true;
      });
    },
  });
}

/** Which login belongs to which address: what a company writes into the connector's settings. */
export function githubLogins(people: SandboxOptions['people']): Record<string, string> {
  return Object.fromEntries(people.filter(usesCode).map((person) => [person.email, githubLogin(person)]));
}

function sandboxAccount(account: GithubAccount, state: GithubState, now: Date): SandboxAccount {
  const live = getsIn(state, account);
  const owned = [...state.credentials, ...state.accessTokens].filter((each) => each.login === account.login);
  const inside = account.membership?.role === 'admin' ? 'owner' : 'member';
  const outside = isOutsideCollaborator(state, account) ? 'outside collaborator' : 'removed';
  return {
    id: String(account.id),
    email: account.email,
    name: account.name,
    live,
    status: isMember(account) ? inside : outside,
    sessions: live ? 1 : 0,
    tokens: owned.filter((each) => hasNotEnded(each, now)).length,
    groups: state.teams.filter((team) => team.members.includes(account.login)).map((team) => team.name),
  };
}

/** The number is read at each answer: another organisation may have come to answer since. */
function withNumber(settings: Omit<GithubSettings, 'orgId'>, core: Core<GithubState>): GithubSettings {
  return {
    ...settings,
    get orgId() {
      return core.state().orgId;
    },
  };
}
