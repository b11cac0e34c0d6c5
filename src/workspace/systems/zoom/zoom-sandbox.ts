import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import { zoomApi } from './api.ts';
import { seedZoom, zoomSandboxApp } from './seed.ts';
import { getsIn, type ZoomState, zoomStateSchema } from './state.ts';

export interface ZoomSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** What the app was granted; read at every call. */
  scopes: () => readonly string[];
}

export interface ZoomSandbox extends Sandbox {
  state(): ZoomState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: ZoomState) => void): void;
}

/** Video meetings that answer as Zoom's REST API documents; the API is under `/v2`, tokens under `/oauth`. */
export function createZoomSandbox(options: ZoomSandboxOptions): ZoomSandbox {
  const { dataDir, people, now, id = 'zoom', label = 'Video meetings (Zoom-like)', token = sandboxToken } = options;
  const { core, system } = createCore<ZoomState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: zoomStateSchema,
    seed: () => seedZoom(people, now()),
    stranger: () => seedZoom(strangersFor(people), now(), '-elsewhere'),
    accounts: (state) =>
      state.users.map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        live: getsIn(user),
        status: user.status,
        sessions: getsIn(user) ? user.ssoTokens : 0,
        tokens: 0,
        groups: state.groups.filter((group) => user.groupIds.includes(group.id)).map(({ name }) => name),
      })),
    refusals: {
      unavailable: () => refusal(503, 'Service Unavailable'),
      throttled: () => ({ ...refusal(429, 'You have exceeded the rate limit.'), headers: { 'retry-after': '1' } }),
      broken: () => refusal(500, 'Internal Server Error'),
      unauthorised: () => refusal(401, 'Invalid access token.', 124),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-zm-trackingid': randomUUID() }),
    routes(core) {
      const router = Router();
      const { tokens, api } = zoomApi(core, { ...zoomSandboxApp, secret: token, now, scopes: options.scopes });
      router.use('/oauth', tokens);
      router.use('/v2', api);
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: ZoomState) => void) => void core.happen(happen),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn,
      use: (user) => {
        user.signedInAt = now().toISOString();
      },
      reopen: (user) => {
        user.status = 'active';
      },
    }),
  });
}

function refusal(status: number, message: string, code = status): Answer {
  return { status, body: { code, message } };
}
