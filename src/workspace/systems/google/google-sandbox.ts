import { Router } from 'express';
import { personControls } from '../person-controls.ts';
import type { Sandbox, SandboxOptions } from '../sandbox.ts';
import { createCore, jsonBody } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { type GoogleServiceAccount, googleAccess } from './access.ts';
import { deviceRoutes, licenceRoutes, reportRoutes } from './belongings-routes.ts';
import { ownedRoutes, transferRoutes } from './data-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { googleId, seedGoogle } from './seed.ts';
import { type GoogleState, type GoogleUser, getsIn, googleStateSchema } from './state.ts';
import { usersRoutes } from './users-routes.ts';
import { googleRefusals, refuse } from './words.ts';

export interface GoogleSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  serviceAccount: GoogleServiceAccount;
  /** How long a device takes to wipe an account; no time unless told. */
  wipeMilliseconds?: number;
  /** How long it takes to hand over what somebody owns; no time unless told. */
  transferMilliseconds?: number;
}

export interface GoogleSandbox extends Sandbox {
  state(): GoogleState;
  /** Something happens in the organisation that Relais did not ask for. */
  change(happen: (state: GoogleState) => void): void;
}

/**
 * An office suite that answers as the APIs of Google Workspace document, for as much of them as offboarding needs:
 * Directory, Reports, Licensing, Gmail's settings and Cloud Identity's devices, all under one address.
 */
export function createGoogleSandbox(options: GoogleSandboxOptions): GoogleSandbox {
  const { dataDir, people, now, id = 'google', label = 'Office suite (Google-like)' } = options;
  const { wipeMilliseconds = 0, transferMilliseconds = 0 } = options;

  const { core, system } = createCore<GoogleState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: googleStateSchema,
    seed: () => seedGoogle(people, now()),
    stranger: () => ofOthers(seedGoogle(strangersFor(people), now(), 'elsewhere.example.com'), people, now()),
    accounts: (state) => state.users.filter(({ deletedAt }) => deletedAt === null).map((user) => account(user, state)),
    refusals: googleRefusals,
    everyAnswer: () => ({ 'Content-Type': 'application/json; charset=UTF-8' }),
    routes(core) {
      const access = googleAccess(options.serviceAccount, { state: core.state, now });
      const router = Router();
      router.use(access.tokenRoutes, jsonBody());
      router.use('/admin/directory/v1', usersRoutes(core, access), organisationRoutes(core, access));
      router.use('/admin/reports/v1', reportRoutes(core, access));
      router.use('/admin/datatransfer/v1', transferRoutes(core, access, { now, transferMilliseconds }));
      const owned = ownedRoutes(core, access, now);
      router.use('/drive/v3', owned.drive).use('/calendar/v3', owned.calendar);
      router.use('/gmail/v1', mailRoutes(core, access));
      router.use('/apps/licensing/v1', licenceRoutes(core, access, now));
      router.use('/v1', deviceRoutes(core, access, { now, wipeMilliseconds }));
      router.use(() => {
        throw refuse(404, 'notFound', 'The requested URL was not found on this server.');
      });
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: GoogleState) => void) => core.happen(happen),
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ primaryEmail, aliases }) => [primaryEmail, ...aliases],
      getsIn: (user) => getsIn(user),
      use: (user, state) => {
        const at = now().toISOString();
        user.lastLogin = at;
        state.signIns.push({ userId: user.id, at, id: googleId(`${user.id}/${at}/${state.signIns.length}`) });
      },
      reopen: (user) =>
        void Object.assign(user, { suspended: false, suspensionReason: null, archived: false, knowsPassword: true }),
    }),
  });
}

/**
 * Another organisation delegated to the same service account, and has an administrator of the same address; nothing
 * else is ours.
 */
function ofOthers(state: GoogleState, people: SandboxOptions['people'], now: Date): GoogleState {
  const [ours] = seedGoogle(people, now).users.slice(-1);
  const users = state.users.map((user, index) =>
    index === state.users.length - 1 && ours !== undefined ? { ...user, primaryEmail: ours.primaryEmail } : user,
  );
  return { ...state, users };
}

function account(user: GoogleUser, state: GoogleState): SandboxAccount {
  return {
    id: user.id,
    email: user.aliases[0] ?? user.primaryEmail,
    name: user.fullName,
    live: getsIn(user),
    status: user.archived ? 'archived' : user.suspended ? 'suspended' : 'active',
    sessions: user.sessions.length,
    tokens: user.tokens.length + user.appPasswords.length,
    groups: state.groups.filter(({ members }) => members.some(({ id }) => id === user.id)).map(({ name }) => name),
  };
}
