import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { Refusal } from '../answer.ts';
import { personControls } from '../person-controls.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { createCore, jsonBody } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { vendorId, vendorUuid } from '../vendor-id.ts';
import { type OktaServiceApp, oktaAccess } from './access.ts';
import { belongingsRoutes } from './belongings-routes.ts';
import { setStatus } from './directory.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { seedOkta } from './seed.ts';
import { getsIn, type OktaState, type OktaUser, oauthTokens, oktaStateSchema } from './state.ts';
import { usersRoutes } from './users-routes.ts';
import { oktaError, oktaRefusals, organisationBody, roleBody, serviceRole } from './words.ts';

export interface OktaSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  token?: string;
  /** Set to let a program in by client credentials and a signed assertion; its token comes from `/oauth2/v1/token`. */
  serviceApp?: OktaServiceApp;
}

export interface OktaSandbox extends Sandbox {
  state(): OktaState;
  /** Something happens in the organisation that Relais did not ask for. */
  change(happen: (state: OktaState) => void): void;
}

/**
 * An identity provider that answers as Okta's management API documents, for as much of it as offboarding needs.
 * The base URL of a connector is the mount; the API is under `/api/v1`.
 */
export function createOktaSandbox(options: OktaSandboxOptions): OktaSandbox {
  const { dataDir, people, now, id = 'okta', label = 'Identity (Okta-like)', token = sandboxToken } = options;
  let callsThisMinute = 0;

  const { core, system } = createCore<OktaState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: oktaStateSchema,
    seed: () => seedOkta(people, now()),
    stranger: () => ({
      ...seedOkta(strangersFor(people), now()),
      organisation: vendorId('00o', 'elsewhere.example.com'),
    }),
    accounts: (state) => state.users.map((user) => account(user, state)),
    refusals: oktaRefusals,
    everyAnswer() {
      callsThisMinute = (callsThisMinute + 1) % 600;
      return {
        'Content-Type': 'application/json',
        'x-okta-request-id': randomBytes(15).toString('base64url'),
        'X-Rate-Limit-Limit': '600',
        'X-Rate-Limit-Remaining': String(600 - callsThisMinute),
        'X-Rate-Limit-Reset': String(Math.ceil(now().getTime() / 60_000) * 60),
      };
    },
    routes(core) {
      const { tokenRoutes, guard } = oktaAccess(token, options.serviceApp ?? null);
      const api = Router();
      api.use(guard, jsonBody(), usersRoutes(core, now), belongingsRoutes(core), organisationRoutes(core, now));
      const router = Router();
      router.use(tokenRoutes);
      // Open to everybody, as Okta's is: it tells which organisation this is before anybody signs in.
      router.get('/.well-known/okta-organization', (request, response) => {
        const origin = `${request.protocol}://${request.get('host') ?? 'localhost'}`;
        response.json(organisationBody(core.state().organisation, origin));
      });
      router.get('/oauth2/v1/clients/:client/roles', guard, (_request, response) => {
        response.json([{ ...roleBody(serviceRole), assignmentType: 'CLIENT' }]);
      });
      router.use('/api/v1', api);
      router.use(() => {
        throw new Refusal(oktaError(404, 'E0000022', 'The endpoint does not support the provided HTTP method'));
      });
      return router;
    },
  });

  return Object.assign(system, {
    state: core.state,
    change: (happen: (state: OktaState) => void) => core.happen(happen),
    endByHand(accountId: string) {
      return core.happen((state) => {
        const fed = state.groups.filter((group) => isFedBySource(group, accountId));
        for (const group of fed) group.members = group.members.filter((id) => id !== accountId);
        return fed.length > 0;
      });
    },
    ...personControls(core, {
      users: ({ users }) => users,
      addressesOf: ({ profile }) => [profile.email],
      getsIn: (user) => getsIn(user),
      use: (user, state) => {
        const published = now().toISOString();
        user.lastLogin = published;
        state.log.push({
          uuid: vendorUuid(`${user.id}/${published}/${state.log.length}`),
          published,
          eventType: 'user.session.start',
          displayMessage: 'User login to Okta',
          actorId: user.id,
          actorLogin: user.profile.login,
        });
      },
      reopen: (user) => setStatus(user, 'ACTIVE', now()),
    }),
  });
}

function account(user: OktaUser, state: OktaState): SandboxAccount {
  return {
    id: user.id,
    email: user.profile.email,
    name: user.profile.displayName,
    live: getsIn(user),
    status: user.status,
    sessions: user.sessions.length,
    tokens: oauthTokens(user) + state.apiTokens.filter((each) => each.userId === user.id).length,
    groups: state.groups.filter((group) => group.members.includes(user.id)).map((group) => group.name),
    byHand: state.groups.some((group) => isFedBySource(group, user.id)),
  };
}

/** Whether this user is in the group, and only its source can take them out of it. */
function isFedBySource({ type, members }: OktaState['groups'][number], userId: string): boolean {
  return type === 'APP_GROUP' && members.includes(userId);
}
