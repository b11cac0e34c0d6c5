import { randomUUID } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore, jsonBody } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { jiraRoutes } from './jira-routes.ts';
import { organisationRoutes, refused } from './organisation-routes.ts';
import { seedAtlassian, service } from './seed.ts';
import { type AtlassianState, type AtlassianUser, atlassianStateSchema, getsIn } from './state.ts';

export interface AtlassianSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** What the key and the token may do; read at every call. */
  rights?: () => readonly string[];
  pageSize?: number;
}

export interface AtlassianSandbox extends Sandbox {
  state(): AtlassianState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: AtlassianState) => void): void;
}

/** An organisation and its Jira site that answer as Atlassian documents; Jira is below `/jira`. */
export function createAtlassianSandbox(options: AtlassianSandboxOptions): AtlassianSandbox {
  const { dataDir, people, now, id = 'atlassian', label = 'Issues and wiki (Atlassian-like)' } = options;
  const { token = sandboxToken, rights = () => ['organisation', 'jira'], pageSize = 100 } = options;

  const { core, system } = createCore<AtlassianState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: atlassianStateSchema,
    seed: () => seedAtlassian(people, now()),
    stranger: () => seedAtlassian(strangersFor(people), now(), 'elsewhere'),
    accounts: (state) => state.users.filter((user) => user.id !== service.id).map((user) => account(user, state)),
    refusals: {
      unavailable: () => refusal(503, 'Service Unavailable'),
      throttled: () => ({ ...refusal(429, 'Rate limit exceeded'), headers: { 'retry-after': '1' } }),
      broken: () => refusal(500, 'Internal Server Error'),
      unauthorised: () => refusal(401, 'Unauthorized'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-request-id': randomUUID() }),
    routes(core) {
      const basic = Buffer.from(`${service.email}:${token}`).toString('base64');
      const lets =
        (credential: string, right: string): RequestHandler =>
        (request, _response, next) => {
          if (request.get('authorization') !== credential) throw refused(401, 'Unauthorized');
          if (!rights().includes(right)) throw refused(403, 'Forbidden');
          next();
        };
      const router = Router();
      router.use('/jira/rest/api/3', lets(`Basic ${basic}`, 'jira'), jsonBody(), jiraRoutes(core, pageSize));
      router.use(lets(`Bearer ${token}`, 'organisation'), jsonBody(), organisationRoutes(core, pageSize));
      router.use(() => {
        throw refused(404, 'Not Found');
      });
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: AtlassianState) => void) => void core.happen(happen),
    endByHand: (accountId: string) =>
      core.happen(({ users }) => {
        const user = users.find((each) => each.id === accountId);
        if (user === undefined || !isByHand(user)) return false;
        if (user.provisioned) user.accountStatus = 'inactive';
        user.roles = [];
        return true;
      }),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn: (user) => getsIn(user),
      use: (user) => {
        user.lastActive = now().toISOString();
      },
      reopen: (user) => {
        user.accountStatus = 'active';
        user.membershipStatus = 'active';
      },
    }),
  });
}

function isByHand(user: AtlassianUser): boolean {
  return (user.provisioned && getsIn(user)) || user.roles.length > 0;
}

function refusal(status: number, message: string): Answer {
  return { status, body: { code: status, message } };
}

function account(user: AtlassianUser, { groups }: AtlassianState): SandboxAccount {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    live: getsIn(user),
    status: getsIn(user) ? 'active' : 'closed',
    sessions: getsIn(user) ? 1 : 0,
    tokens: user.tokens.length,
    groups: groups.filter(({ members }) => members.includes(user.id)).map(({ name }) => name),
    byHand: isByHand(user),
  };
}
