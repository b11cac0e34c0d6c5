import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { handedOver } from './data-transfers.ts';
import { administratorScopes, dataScopes, mailboxScopes, neededScopes } from './google-settings.ts';
import { userShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed, myCustomer } from './google-system.ts';
import { heirOf } from './heir.ts';
import { mailboxIsTold } from './mailbox-kind.ts';
import type { DelegatedAccess } from './service-account.ts';
import { statusOf } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/** Delegation, scopes, the administrator and each kind of read, as a departure would ask. */
export function check(system: GoogleSystem, access: DelegatedAccess, context: ConnectorContext): Promise<CheckReport> {
  const { settings } = system;
  return checkReport(
    {
      needed: neededScopes(settings),
      async granted() {
        const granted = await grantedScopes(system, access, context);
        const problems = neededScopes(settings)
          .filter((scope) => !granted.includes(scope))
          .map((scope) => ({
            message: `the scope ${scope} is not delegated`,
            fix: `In the Admin console, Security, Access and data control, API controls, Manage domain-wide delegation: add ${scope} to the service account’s client id. It may take some minutes.`,
          }));
        return { granted, problems };
      },
      steps: [
        () => administratorIs(system, context),
        () => reads(system, context),
        () => skus(system, context),
        () => heir(system, context),
      ],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/** Google refuses a whole set when one scope of it was not delegated, and does not say which. */
async function grantedScopes({ settings }: GoogleSystem, access: DelegatedAccess, context: ConnectorContext) {
  const subject = settings.administrator;
  const granted: string[] = [];
  for (const scopes of [administratorScopes(settings), mailboxScopes(settings), dataScopes(settings)]) {
    if (scopes.length === 0) continue;
    if (await access.isGranted({ subject, scopes }, context)) granted.push(...scopes);
    else
      for (const scope of scopes)
        if (await access.isGranted({ subject, scopes: [scope] }, context)) granted.push(scope);
  }
  return granted;
}

async function administratorIs(system: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const { user } = await administratorOf(system, context);
  const { administrator } = system.settings;
  if (user !== null && !isClosed(statusOf(user))) return [];
  return [
    {
      message: `${administrator}, in whose name Relais works, ${user === null ? 'does not exist' : `is ${statusOf(user)}`}`,
      fix: 'Name under `administrator` an active administrator who stays.',
    },
  ];
}

async function administratorOf({ http, settings }: GoogleSystem, context: ConnectorContext) {
  const key = path`/admin/directory/v1/users/${settings.administrator}`;
  const { data } = await http.find(key, userShape, context, { query: { projection: 'full' } });
  return { user: data };
}

/** One read of each kind; a right that the administrator lacks shows as a refusal. */
async function reads(system: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const { http, devices, settings } = system;
  const { user } = await administratorOf(system, context);
  if (user === null) return [];
  const left = (what: (typeof settings.leave)[number]) => settings.leave.includes(what);
  const below = path`/admin/directory/v1/users/${user.id}`;
  const ofCustomer = path`/admin/directory/v1/customer/${myCustomer}`;
  const all: [isLeft: boolean, what: string, privilege: string, read: () => Promise<unknown>][] = [
    [
      left('groups'),
      'groups',
      'Groups, Read and Update',
      () => http.get(`/admin/directory/v1/groups?customer=${myCustomer}&maxResults=1`, z.unknown(), context),
    ],
    [
      left('tokens') && left('app-passwords') && left('backup-codes'),
      'tokens and application passwords',
      'Security, User Security Management',
      () => http.get(`${below}/tokens`, z.unknown(), context),
    ],
    [
      left('roles'),
      'administrator roles',
      'that of a super administrator, who alone changes other administrators',
      () => http.get(`${ofCustomer}/roleassignments?maxResults=1`, z.unknown(), context),
    ],
    [
      left('devices'),
      'devices',
      'Mobile Device Management, Manage Devices and Settings',
      () => devices.get(`/v1/devices?customer=customers/${myCustomer}&pageSize=1`, z.unknown(), context),
    ],
    [
      false,
      'the sign-in log',
      'Reports',
      () => http.get('/admin/reports/v1/activity/users/all/applications/login?maxResults=1', z.unknown(), context),
    ],
    [
      mailboxScopes(settings).length === 0 || !user.isMailboxSetup,
      'settings of a mailbox',
      'none: it is read in its owner’s name; check that Gmail is on, and its API in the service account’s project',
      () => mailboxIsTold(system, user, context),
    ],
  ];
  const problems: Problem[] = [];
  for (const [isLeft, what, privilege, read] of all) {
    if (isLeft) continue;
    try {
      await read();
    } catch (error) {
      if (!(error instanceof ConnectorError) || !['unauthorised', 'unproven', 'rejected'].includes(error.kind))
        throw error;
      problems.push({
        message: `${settings.administrator} may not read ${what} (${error.message})`,
        fix: `In the Admin console, Account, Admin roles: give ${settings.administrator} a role with the privilege: ${privilege}. Or leave it out with \`leave\`.`,
      });
    }
  }
  return problems;
}

/** Whether data can be handed over, and to whoever the settings name. */
async function heir(system: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined) return [];
  const { items } = await wholeList(
    system.http,
    { path: '/admin/datatransfer/v1/applications', name: 'applications', item: z.object({ id: idText }) },
    context,
  );
  const missing = data.what
    .filter((what) => !items.some(({ id }) => id === handedOver[what].application))
    .map((what) => ({
      message: `Google offers no transfer of ${what}`,
      fix: `Take ${what} out of data.what, or check that the administrator has the privilege Data Transfer.`,
    }));
  if (data.to === 'manager' || (await heirOf(system, '', context)) !== null) return missing;
  const fix = 'Name under data.to somebody with an active account, or write manager.';
  return [...missing, { message: `${data.to}, who takes over data, has no account that can be signed in to`, fix }];
}

/** A licence that nobody knows would never be held by anybody. */
async function skus({ licensing, settings }: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { product, sku, label } of settings.licences) {
    const call = path`/apps/licensing/v1/product/${product}/sku/${sku}/users`;
    const query = { customerId: myCustomer, maxResults: 1 };
    const { status } = await licensing.find(call, z.unknown(), context, { query, expect: [400] });
    if (status === 200) continue;
    problems.push({
      message: `Google knows no licence ${product} ${sku} (${label})`,
      fix: 'Take the ids of product and SKU from https://developers.google.com/workspace/admin/licensing/v1/how-tos/products.',
    });
  }
  return problems;
}

function problemOf(error: ConnectorError, { settings }: GoogleSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `Google refuses the credentials: ${error.message}`,
        fix: `Check that the key behind ${settings.key} was not deleted, that its client id is under Manage domain-wide delegation, that ${settings.administrator} is an administrator, and that the Admin SDK API is on in its project.`,
      };
    case 'throttled':
      return { message: error.message, fix: 'Google is throttling; try again in a minute, or lower perMinute.' };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} can be reached.` };
  }
}
