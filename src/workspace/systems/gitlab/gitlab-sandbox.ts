import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { gitlabApi } from './api.ts';
import { seedGitlab, service } from './seed.ts';
import { type GitlabState, type GitlabUser, getsIn, gitlabStateSchema } from './state.ts';

export interface GitlabSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** Whether the token administers the instance; else it owns the top-level group, as on gitlab.com. */
  isAdministrator?: boolean;
  /** What the token may do; read at every call. */
  scopes?: () => readonly string[];
}

export interface GitlabSandbox extends Sandbox {
  state(): GitlabState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: GitlabState) => void): void;
}

/**
 * Code hosting that answers as GitLab’s REST API documents, for as much of it as offboarding needs; the API is under
 * `/api/v4`.
 */
export function createGitlabSandbox(options: GitlabSandboxOptions): GitlabSandbox {
  const { dataDir, people, now, id = 'gitlab', label = 'Code hosting (GitLab-like)', token = sandboxToken } = options;
  const { isAdministrator = true, scopes = () => ['api'] } = options;

  const { core, system } = createCore<GitlabState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: gitlabStateSchema,
    seed: () => seedGitlab(people, now()),
    stranger: () => seedGitlab(strangersFor(people), now(), 5_000_000),
    accounts: (state) =>
      state.users.filter(({ username }) => username !== service.username).map((user) => account(user, state)),
    refusals: {
      unavailable: () => refusal(503, 'Service Unavailable'),
      throttled: () => ({
        ...refusal(429, 'Too Many Requests'),
        headers: { 'retry-after': '1', 'ratelimit-remaining': '0' },
      }),
      broken: () => refusal(500, 'Internal Server Error'),
      unauthorised: () => refusal(401, 'Unauthorized'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-request-id': randomUUID() }),
    routes(core) {
      const router = Router();
      router.use('/api/v4', gitlabApi(core, { token, isAdministrator, scopes }));
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: GitlabState) => void) => void core.happen(happen),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn: (user) => getsIn(user),
      use: (user) => {
        user.signedInAt = now().toISOString();
      },
      reopen: (user) => {
        user.state = 'active';
      },
    }),
  });
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message: `${status} ${message}` } };
}

function account(user: GitlabUser, state: GitlabState): SandboxAccount {
  const theirs = ({ userId }: { userId: number }) => userId === user.id;
  return {
    id: String(user.id),
    email: user.email,
    name: user.name,
    live: getsIn(user),
    status: user.state,
    sessions: getsIn(user) ? 1 : 0,
    tokens: [...state.tokens, ...state.impersonation].filter((each) => theirs(each) && each.active).length,
    groups: [...state.groups, ...state.projects].filter(({ members }) => members.some(theirs)).map(({ path }) => path),
  };
}
