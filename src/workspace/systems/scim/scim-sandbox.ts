import { randomUUID } from 'node:crypto';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { type ScimProduct, seedScim } from './products.ts';
import { scimApi, scimError } from './scim-api.ts';
import { getsIn, type ScimState, type ScimUser, scimStateSchema } from './state.ts';
import { ScimTenant } from './tenant.ts';

export interface ScimSandboxOptions extends SandboxOptions {
  product: ScimProduct;
  token?: string;
}

/**
 * A product that is managed over SCIM 2.0 (RFC 7643, RFC 7644); the base URL of a connector is the mount and
 * `/scim/v2`.
 */
export function createScimSandbox(options: ScimSandboxOptions): Sandbox {
  const { dataDir, people, now, product, token = sandboxToken } = options;

  const refusal = (status: number, detail: string): Answer => ({ status, body: scimError(status, detail) });
  const { core, system } = createCore<ScimState>({
    id: product.id,
    label: product.label,
    dataDir,
    now,
    stateSchema: scimStateSchema,
    seed: () => seedScim(product, people, now()),
    stranger: () => seedScim(product, strangersFor(people), now()),
    accounts: (state) => state.users.map((user) => account(user, state)),
    refusals: {
      unavailable: () => refusal(503, 'Service Unavailable'),
      throttled: () => ({ ...refusal(429, 'Too Many Requests'), headers: { 'Retry-After': '1' } }),
      broken: () => refusal(500, 'Internal Server Error'),
      unauthorised: () => refusal(401, 'Unauthorized'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/scim+json', 'x-request-id': randomUUID() }),
    routes: (core) => scimApi({ token, tenant: (_request, filter) => new ScimTenant(core, product, { now, filter }) }),
  });

  return Object.assign(system, {
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email }) => [email],
      getsIn: (user) => getsIn(user),
      use: (user) => {
        user.lastSignIn = now().toISOString();
      },
      reopen: (user) => {
        user.active = true;
        user.removed = false;
      },
    }),
  });
}

function account(user: ScimUser, state: ScimState): SandboxAccount {
  const inside = user.active ? 'active' : 'inactive';
  return {
    id: user.id,
    email: user.email,
    name: user.displayName,
    live: getsIn(user),
    status: user.removed ? 'removed' : inside,
    sessions: user.sessions,
    tokens: 0,
    groups: state.groups.filter((group) => group.members.includes(user.id)).map((group) => group.displayName),
  };
}
