import { Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { giteaApi } from './api.ts';
import { seedGitea, service } from './seed.ts';
import { type GiteaState, type GiteaUser, giteaStateSchema, isIn } from './state.ts';

export interface GiteaSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** Of the token's user: lists access tokens alone, as at Forgejo. Left out: the token does so, as at Gitea. */
  password?: string;
}

export interface GiteaSandbox extends Sandbox {
  state(): GiteaState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: GiteaState) => void): void;
}

const giteaSandboxScopes = ['write:admin', 'write:organization', 'write:repository', 'write:user'] as const;

/** A Git server that answers as Gitea does, for as much of its API as offboarding needs; it is under `/api/v1`. */
export function createGiteaSandbox(options: GiteaSandboxOptions): GiteaSandbox {
  const { dataDir, people, now, id = 'gitea', label = 'Git server (Gitea-like)', token = sandboxToken } = options;
  const own = { lastEight: token.slice(-8), scopes: giteaSandboxScopes };

  const { core, system } = createCore<GiteaState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: giteaStateSchema,
    seed: () => seedGitea(people, { now: now(), token: own }),
    stranger: () => seedGitea(strangersFor(people), { now: now(), token: own, shift: 5_000_000 }),
    accounts: (state) => state.users.filter(({ login }) => login !== service.login).map((user) => account(user, state)),
    refusals: {
      unavailable: () => refusal(503, 'Service Unavailable'),
      throttled: () => ({ ...refusal(429, 'Too Many Requests'), headers: { 'retry-after': '1' } }),
      broken: () => refusal(500, ''),
      unauthorised: () => refusal(401, 'user does not exist [uid: 0, name: ]'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json' }),
    routes(core) {
      const router = Router();
      router.use('/api/v1', giteaApi(core, { token, password: options.password ?? null }));
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: GiteaState) => void) => void core.happen(happen),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email, emails }) => [email, ...emails],
      getsIn,
      use: (user) => {
        user.signedInAt = now().toISOString();
      },
      reopen: (user) => {
        user.isProhibited = false;
      },
    }),
  });
}

/** Sign-in, tokens, keys and sessions work exactly as long as this. */
function getsIn({ isActive, isProhibited }: GiteaUser): boolean {
  return isActive && !isProhibited;
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message, url: '/api/swagger' } };
}

function account(user: GiteaUser, { organisations }: GiteaState): SandboxAccount {
  return {
    id: String(user.id),
    email: user.email,
    name: user.name,
    live: getsIn(user),
    status: user.isProhibited ? 'prohibited' : user.isActive ? 'active' : 'inactive',
    sessions: getsIn(user) ? 1 : 0,
    tokens: user.tokens.length,
    groups: organisations.filter((each) => isIn(each, user.id)).map(({ name }) => name),
  };
}
