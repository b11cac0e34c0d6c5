import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { JWK } from 'jose';
import type { Answer } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import { salesforceApi } from './api.ts';
import { salesforceSandboxClient, salesforceSandboxPermissions, seedSalesforce } from './seed.ts';
import { getsIn, type SalesforceState, type SalesforceUser, salesforceStateSchema } from './state.ts';

export interface SalesforceSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** What the user in whose name the app works may do; read at every call. */
  permissions?: () => readonly string[];
  /** Of the certificate by which the app signs, in place of the secret. */
  publicKey?: JWK;
  /** Records on one page of a query. */
  pageSize?: number;
}

export interface SalesforceSandbox extends Sandbox {
  state(): SalesforceState;
  /** Something happens there that Relais did not ask for. */
  change(happen: (state: SalesforceState) => void): void;
}

/** Sales and service that answer as Salesforce's REST API documents. */
export function createSalesforceSandbox(options: SalesforceSandboxOptions): SalesforceSandbox {
  const { dataDir, people, now, id = 'salesforce', label = 'Sales and service (Salesforce-like)' } = options;
  const { token = sandboxToken, permissions = () => salesforceSandboxPermissions, pageSize = 2000 } = options;
  const { core, system } = createCore<SalesforceState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: salesforceStateSchema,
    seed: () => seedSalesforce(people, now()),
    stranger: () => seedSalesforce(strangersFor(people), now(), '-elsewhere'),
    accounts: (state) =>
      state.users.map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        live: getsIn(user),
        status: statusOf(user),
        sessions: user.isActive ? user.sessions.length : 0,
        tokens: user.isActive ? user.tokens.length : 0,
        groups: state.assignments.filter(({ userId }) => userId === user.id).map(({ name }) => name),
      })),
    refusals: {
      unavailable: () => refusal(503, 'SERVER_UNAVAILABLE', 'The server is unavailable'),
      throttled: () => ({
        ...refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
        headers: { 'sforce-limit-info': 'api-usage=100000/100000' },
      }),
      broken: () => refusal(500, 'UNKNOWN_EXCEPTION', 'An unexpected error occurred'),
      unauthorised: () => refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-request-id': randomUUID() }),
    routes(core) {
      const router = Router();
      const { publicKey } = options;
      const app = { clientId: salesforceSandboxClient, secret: token, publicKey };
      router.use(salesforceApi(core, { ...app, now, permissions, pageSize }));
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: SalesforceState) => void) => void core.happen(happen),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ email, username }) => [email, username],
      getsIn,
      use: (user) => {
        user.signIns.push(now().toISOString());
      },
      reopen: (user) => {
        Object.assign(user, { isActive: true, isFrozen: false });
      },
    }),
  });
}

function statusOf({ isActive, isFrozen }: SalesforceUser): string {
  if (!isActive) return 'inactive';
  return isFrozen ? 'frozen' : 'active';
}

function refusal(status: number, errorCode: string, message: string): Answer {
  return { status, body: [{ message, errorCode }] };
}
