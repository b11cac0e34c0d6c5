import type { Connector, ConnectorContext } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { noAuth } from '../http/auth.ts';
import type { HttpClient } from '../http/http-client.ts';
import { clientFor } from '../http/http-settings.ts';
import { path } from '../http/path.ts';
import { connectorOf, saw } from '../kit/connector-of.ts';
import { accounts } from './accounts.ts';
import { appPasswords } from './actions/app-passwords.ts';
import { backupCodes } from './actions/backup-codes.ts';
import { delegates } from './actions/delegates.ts';
import { devices } from './actions/devices.ts';
import { disable } from './actions/disable.ts';
import { forwarding, forwardingFilters } from './actions/forwarding.ts';
import { groups } from './actions/groups.ts';
import { handOver } from './actions/hand-over.ts';
import { licences } from './actions/licences.ts';
import { mailRoute } from './actions/mail-route.ts';
import { password } from './actions/password.ts';
import { recovery } from './actions/recovery.ts';
import { roles, superAdministrator } from './actions/roles.ts';
import { secondFactors } from './actions/second-factors.ts';
import { sendAs } from './actions/send-as.ts';
import { sessions } from './actions/sessions.ts';
import { tokens } from './actions/tokens.ts';
import { check } from './check.ts';
import { control } from './control.ts';
import { administratorScopes, dataScopes, type GoogleSettings, mailboxScopes } from './google-settings.ts';
import { customerShape } from './google-shapes.ts';
import { type GoogleSystem, myCustomer } from './google-system.ts';
import { lastUse } from './last-use.ts';
import { owned } from './owned.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import { search } from './search.ts';
import { accountOf, delegatedAccess } from './service-account.ts';
import { snapshot } from './snapshot.ts';
import { accountNow } from './user-state.ts';

/**
 * Of 2,400 calls a minute for a user in a project: https://developers.google.com/workspace/admin/directory/v1/limits
 */
const advice = { perMinute: 1200, concurrency: 8 };

/** The organisation of these settings, and what signs in there. */
export function googleSystem(settings: GoogleSettings, deps: ConnectorDependencies) {
  const account = accountOf(settings, deps, advice);
  const at = (baseUrl: string) => ({ ...settings, baseUrl });
  const signIn = clientFor(at(settings.tokenUrl), deps, { auth: noAuth, part: 'sign-in', ...advice });
  const access = delegatedAccess(account, settings.tokenUrl, signIn);
  const administrator = access.authFor(administratorScopes(settings), () => settings.administrator);
  const owner = access.authFor(mailboxScopes(settings), ({ pathname }) => ownerIn(pathname));
  const system: GoogleSystem = {
    settings,
    http: clientFor(settings, deps, { auth: administrator, ...advice }),
    gmail: clientFor(at(settings.gmailUrl), deps, { auth: owner, part: 'mailboxes', ...advice }),
    devices: clientFor(at(settings.devicesUrl), deps, { auth: administrator, part: 'devices', ...advice }),
    dataOf: keptClients((address) =>
      clientFor(at(settings.dataUrl), deps, {
        auth: access.authFor(dataScopes(settings), () => address),
        part: 'data',
        ...advice,
      }),
    ),
    licensing: clientFor(at(settings.licensingUrl), deps, { auth: administrator, part: 'licences', ...advice }),
  };
  return { system, access };
}

export function createGoogleConnector(settings: GoogleSettings, deps: ConnectorDependencies): Connector {
  const { system, access } = googleSystem(settings, deps);
  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    handsOver: settings.data !== undefined,
    origin: new URL(settings.baseUrl).origin,
    tenant: customer,
    search,
    control,
    now: accountNow,
    protection,
    // By stage; `needs` says what of the credentials comes before the closing.
    kinds: [
      disable,
      sessions,
      devices,
      password,
      recovery,
      secondFactors,
      backupCodes,
      appPasswords,
      tokens,
      forwarding,
      forwardingFilters,
      delegates,
      sendAs,
      superAdministrator,
      roles,
      groups,
      handOver,
      licences,
      mailRoute,
    ],
    snapshot,
    lastUse,
    accounts,
    owned,
    rehearsal,
    check: (context) => check(system, access, context),
  });
}

async function customer({ http }: GoogleSystem, context: ConnectorContext) {
  const reply = await http.get(path`/admin/directory/v1/customers/${myCustomer}`, customerShape, context);
  return { id: reply.data.id, evidence: [saw(reply, `customer ${reply.data.id}`)] };
}

/** So many people's clients are kept: leavers of one day. */
const mostClients = 50;

/** One client for each address, the latest of them kept. */
function keptClients(make: (address: string) => HttpClient): (address: string) => HttpClient {
  const clients = new Map<string, HttpClient>();
  return (address) => {
    const client = clients.get(address) ?? make(address);
    clients.delete(address);
    clients.set(address, client);
    const [oldest] = clients.keys();
    if (clients.size > mostClients && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}

/** The address in `…/gmail/v1/users/<address>/settings/…`. */
function ownerIn(pathname: string): string {
  const [, address = ''] = /\/gmail\/v1\/users\/([^/]+)\//.exec(pathname) ?? [];
  return decodeURIComponent(address);
}
