import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore, jsonBody } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { vendorUuid } from '../vendor-id.ts';
import { type EntraApp, entraAccess } from './access.ts';
import { belongingsRoutes } from './belongings-routes.ts';
import { convertMailbox, endInActiveDirectory, isMasteredElsewhere, mailboxOf } from './directory.ts';
import { filesRoutes } from './files-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { rightsOf } from './rights.ts';
import { seedEntra } from './seed.ts';
import { seedMail } from './seed-mail.ts';
import { type EntraState, type EntraUser, entraStateSchema, getsIn, ownTenant } from './state.ts';
import { tenantRoutes } from './tenant-routes.ts';
import { usersRoutes } from './users-routes.ts';
import { entraRefusals, graphError } from './words.ts';

export const entraSandboxTenant = ownTenant.domain;
/** The object id of the tenant that has the domain above. */
export const entraSandboxTenantId = ownTenant.id;
export const entraSandboxClient = '11111111-2222-4333-a444-555555555555';

/** What the company's administrator consented to for Relais: what its connector needs when it leaves nothing alone. */
const consented: readonly string[] = [
  'Organization.Read.All',
  'User.Read.All',
  'User.EnableDisableAccount.All',
  'User.RevokeSessions.All',
  'AuditLog.Read.All',
  'Device.ReadWrite.All',
  'UserAuthenticationMethod.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'RoleManagement.ReadWrite.Directory',
  'AppRoleAssignment.ReadWrite.All',
  'GroupMember.ReadWrite.All',
  'PrivilegedEligibilitySchedule.Read.AzureADGroup',
  'LicenseAssignment.ReadWrite.All',
  'Application.Read.All',
];

/** And what it needs besides, where it sees to mail and files. */
export const consentedWithMail: readonly string[] = [
  ...consented,
  'MailboxSettings.ReadWrite',
  'Calendars.ReadWrite',
  'Files.ReadWrite.All',
  'Group.ReadWrite.All',
];

export interface EntraSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  /** The app's client secret. */
  token?: string;
  /** The application permissions that were consented to; all that Relais needs when left out. */
  permissions?: readonly string[];
  certificate?: EntraApp['certificate'];
  /** Whether the tenant has mail and files; not unless told. */
  mail?: boolean;
  pageSize?: number;
}

/** What only tests may do besides. */
export interface EntraSandbox extends Sandbox {
  /** The truth, whatever is answered. */
  directory(): EntraState;
  /** A change that nobody asked for over the API. */
  happen(change: (draft: EntraState) => void): void;
}

/**
 * A directory that answers as Microsoft Graph v1.0 documents, for as much of it as offboarding needs. The login service
 * is at the mount, Graph is under `/v1.0`.
 */
export function createEntraSandbox(options: EntraSandboxOptions): EntraSandbox {
  const { dataDir, people, now, id = 'entra', label = 'Directory (Entra-like)' } = options;
  const { pageSize = 100, permissions = consented, certificate, mail = false } = options;
  const seed = (those: typeof people) => {
    const state = seedEntra(those, now());
    return mail ? { ...state, ...seedMail(those, now()) } : state;
  };

  const { core, system } = createCore<EntraState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: entraStateSchema,
    seed: () => seed(people),
    stranger: () => ({
      ...seed(strangersFor(people)),
      tenant: { id: vendorUuid('entra/elsewhere'), domain: 'elsewhere.onmicrosoft.example.com' },
    }),
    accounts: (state) => state.users.map((user) => account(user, state)),
    refusals: entraRefusals,
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'request-id': randomUUID() }),
    routes(core) {
      const { tokenRoutes, guard } = entraAccess({
        tenants: [entraSandboxTenantId, entraSandboxTenant],
        clientId: entraSandboxClient,
        clientSecret: options.token ?? sandboxToken,
        ...(certificate ? { certificate } : {}),
        permissions,
      });
      const api = Router();
      api.use(
        guard,
        rightsOf(permissions),
        jsonBody(),
        mailRoutes(core, { now, pageSize }),
        filesRoutes(core, pageSize),
        usersRoutes(core, { now, pageSize }),
        belongingsRoutes(core, pageSize),
      );
      api.use(tenantRoutes(core, pageSize));
      const router = Router();
      router.use(tokenRoutes);
      router.use('/v1.0', api);
      router.use(() => {
        throw new Refusal(graphError(400, 'BadRequest', 'Resource not found for the segment.'));
      });
      return router;
    },
  });

  return Object.assign(system, {
    directory: () => core.state(),
    happen: (change: (draft: EntraState) => void) => core.happen(change),
    endByHand(accountId: string) {
      return core.happen((state) => {
        const user = state.users.find(({ id }) => id === accountId);
        if (user === undefined) return false;
        const converted = convertMailbox(user, state);
        if (!isMasteredElsewhere(user, state)) return converted;
        endInActiveDirectory(user, state);
        return true;
      });
    },
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ mail }) => [mail],
      getsIn: (user) => getsIn(user),
      use: (user) => {
        user.lastSuccessfulSignInDateTime = now().toISOString();
      },
      reopen: (user) => {
        user.accountEnabled = true;
      },
    }),
  });
}

function account(user: EntraUser, state: EntraState): SandboxAccount {
  return {
    id: user.id,
    email: user.mail,
    name: user.displayName,
    live: getsIn(user),
    status: user.deletedDateTime ? 'deleted' : user.accountEnabled ? 'enabled' : 'disabled',
    sessions: user.sessions.length,
    tokens: state.grants.filter(({ principalId }) => principalId === user.id).length,
    groups: state.groups.filter((group) => group.members.includes(user.id)).map((group) => group.displayName),
    byHand: isMasteredElsewhere(user, state) || mailboxOf(user, state)?.purpose === 'user',
  };
}
