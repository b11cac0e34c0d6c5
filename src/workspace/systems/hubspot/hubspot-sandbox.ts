import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import { hubspotApi, hubspotError } from './api.ts';
import { hubspotSandboxScopes, seedHubspot } from './seed.ts';
import { getsIn, type HubspotState, hubspotStateSchema } from './state.ts';

export interface HubspotSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** What the private app was granted; read at every call. */
  scopes?: () => readonly string[];
  /** Whether only a person closes accounts there, so that the workspace offers to. */
  isByHand?: boolean;
}

export interface HubspotSandbox extends Sandbox {
  state(): HubspotState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: HubspotState) => void): void;
}

/** Customer relations that answer as HubSpot's API documents. */
export function createHubspotSandbox(options: HubspotSandboxOptions): HubspotSandbox {
  const { dataDir, people, now, id = 'hubspot', label = 'Customer relations (HubSpot-like)' } = options;
  const { token = sandboxToken, scopes = () => hubspotSandboxScopes, isByHand = false } = options;
  const { core, system } = createCore<HubspotState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: hubspotStateSchema,
    seed: () => seedHubspot(people, now()),
    stranger: () => seedHubspot(strangersFor(people), now(), 5_000_000),
    accounts: (state) =>
      state.users.map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        live: getsIn(user),
        status: user.status,
        sessions: getsIn(user) ? 1 : 0,
        tokens: 0,
        groups: state.teams
          .filter((team) => [user.primaryTeamId, ...user.secondaryTeamIds].includes(team.id))
          .map(({ name }) => name),
        byHand: isByHand && getsIn(user),
      })),
    refusals: {
      unavailable: () => refusal(503, 'UNAVAILABLE', 'Service Unavailable'),
      throttled: () => ({
        ...refusal(429, 'RATE_LIMITS', 'You have reached your secondly limit.'),
        headers: { 'retry-after': '1' },
      }),
      broken: () => refusal(500, 'INTERNAL_ERROR', 'internal error'),
      unauthorised: () => refusal(401, 'INVALID_AUTHENTICATION', 'Authentication credentials not found.'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-hubspot-correlation-id': randomUUID() }),
    routes(core) {
      const router = Router();
      router.use(hubspotApi(core, { token, now, scopes }));
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: HubspotState) => void) => void core.happen(happen),
    endByHand: (accountId: string) =>
      isByHand &&
      core.happen((state) => {
        const user = state.users.find((each) => each.id === accountId && getsIn(each));
        if (user) user.status = 'deactivated';
        return user !== undefined;
      }),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn,
      use: (user) => {
        user.signIns.push(now().toISOString());
      },
      reopen: (user) => {
        user.status = 'active';
      },
    }),
  });
}

function refusal(status: number, category: string, message: string): Answer {
  return { status, body: hubspotError(category, message) };
}
