import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { scimRoutes } from './scim-routes.ts';
import { seedSlackAdmin, service } from './seed.ts';
import { deactivate, getsIn, type SlackAdminState, type SlackAdminUser, slackAdminStateSchema } from './state.ts';
import { webRoutes } from './web-routes.ts';

const slackSandboxTeam = 'T0LUMEN';

export const slackSandboxScopes: readonly string[] = [
  'users:read',
  'users:read.email',
  'channels:read',
  'groups:read',
  'admin',
  'admin.users:read',
  'admin.users:write',
  'admin.workflows:read',
];

export interface SlackAdminSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** Whether it is an Enterprise organisation; else a single workspace. */
  isEnterprise?: boolean;
  /** Whether accounts are closed by people alone, as under a plan without SCIM. */
  isByHand?: boolean;
  /** What the token may do; read at every call. */
  scopes?: () => readonly string[];
}

export interface SlackAdminSandbox extends Sandbox {
  state(): SlackAdminState;
  /** Something happens in the workspace that Relais did not ask for. */
  change(happen: (state: SlackAdminState) => void): void;
}

/**
 * The administration of a chat workspace as Slack documents it: the Web API under `/api`, SCIM 2.0 under `/scim/v2`. It
 * is not the workspace in which the page’s people talk: closing an account here is what a real Slack would do to it.
 */
export function createSlackAdminSandbox(options: SlackAdminSandboxOptions): SlackAdminSandbox {
  const { dataDir, people, now, id = 'slack', label = 'Chat accounts (Slack-like)', token = sandboxToken } = options;
  const { isEnterprise = false, isByHand = false, scopes = () => slackSandboxScopes } = options;

  const { core, system } = createCore<SlackAdminState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: slackAdminStateSchema,
    seed: () => seedSlackAdmin(people, now(), { teamId: slackSandboxTeam, isEnterprise }),
    stranger: () => seedSlackAdmin(strangersFor(people), now(), { teamId: 'T9ELSEWHERE', isEnterprise }),
    accounts: (state) =>
      state.users
        .filter((user) => user.id !== service.id)
        .map((user) => ({ ...account(user, state), byHand: isByHand && !user.deleted })),
    refusals: {
      unavailable: () => refusal(503, 'service_unavailable'),
      throttled: () => ({ ...refusal(429, 'ratelimited'), headers: { 'retry-after': '1' } }),
      broken: () => refusal(500, 'internal_error'),
      unauthorised: () => refusal(401, 'invalid_auth'),
    },
    everyAnswer: () => ({
      'Content-Type': 'application/json; charset=utf-8',
      'x-slack-req-id': randomBytes(16).toString('hex'),
    }),
    routes(core) {
      const router = Router();
      router.use('/api', webRoutes(core, { token, scopes }));
      router.use('/scim/v2', scimRoutes(core, token));
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: SlackAdminState) => void) => void core.happen(happen),
    /** What an administrator does on the page where members are managed. */
    endByHand(accountId: string) {
      return core.happen((state) => {
        const user = state.users.find((each) => each.id === accountId);
        if (user === undefined || user.deleted) return false;
        deactivate(state, user);
        return true;
      });
    },
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn: (user) => getsIn(user),
      use: (user, state) => void state.logins.push({ userId: user.id, at: now().toISOString() }),
      reopen: (user) => {
        user.deleted = false;
      },
    }),
  });
}

function refusal(status: number, error: string): Answer {
  return { status, body: { ok: false, error } };
}

function account(user: SlackAdminUser, state: SlackAdminState): SandboxAccount {
  return {
    id: user.id,
    email: user.email,
    name: user.realName,
    live: getsIn(user),
    status: user.deleted ? 'deactivated' : user.role,
    sessions: user.sessions.length,
    tokens: user.tokens,
    groups: state.channels.filter(({ members }) => members.includes(user.id)).map(({ name }) => `#${name}`),
  };
}
