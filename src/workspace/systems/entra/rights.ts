import type { RequestHandler } from 'express';
import { Refusal } from '../answer.ts';
import { graphError } from './words.ts';

const users = ['User.Read.All'];
const rolesRead = ['RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory'];
const devices = ['Device.ReadWrite.All'];
const methods = ['UserAuthenticationMethod.ReadWrite.All'];
const grants = ['DelegatedPermissionGrant.ReadWrite.All'];
const mailbox = ['MailboxSettings.ReadWrite'];
const calendar = ['Calendars.ReadWrite'];
const apps = ['AppRoleAssignment.ReadWrite.All'];

/**
 * Any one of these application permissions opens the call: https://learn.microsoft.com/graph/permissions-reference .
 * The first row that fits counts.
 */
const rights: readonly { method: string; path: RegExp; anyOf: readonly string[] }[] = [
  { method: 'GET', path: /^\/organization/, anyOf: ['Organization.Read.All'] },
  { method: 'GET', path: /^\/(applications|servicePrincipals)/, anyOf: ['Application.Read.All'] },
  { method: 'GET', path: /^\/roleManagement\//, anyOf: rolesRead },
  { method: 'DELETE', path: /^\/roleManagement\//, anyOf: ['RoleManagement.ReadWrite.Directory'] },
  {
    method: 'GET',
    path: /^\/identityGovernance\/privilegedAccess\/group\//,
    anyOf: ['PrivilegedEligibilitySchedule.Read.AzureADGroup'],
  },
  { method: 'GET', path: /\/(mailboxSettings|messageRules)$/, anyOf: ['MailboxSettings.Read', ...mailbox] },
  { method: 'PATCH', path: /\/mailboxSettings$/, anyOf: mailbox },
  { method: 'POST', path: /\/messageRules$/, anyOf: mailbox },
  { method: 'DELETE', path: /\/messageRules\//, anyOf: mailbox },
  { method: 'GET', path: /\/(calendarView|calendarPermissions)$/, anyOf: ['Calendars.Read', ...calendar] },
  { method: 'DELETE', path: /\/calendarPermissions\//, anyOf: calendar },
  { method: 'POST', path: /\/events\/[^/]+\/cancel$/, anyOf: calendar },
  { method: 'GET', path: /^\/(users\/[^/]+\/drive$|drives\/)/, anyOf: ['Files.Read.All', 'Files.ReadWrite.All'] },
  { method: 'POST', path: /^\/drives\//, anyOf: ['Files.ReadWrite.All'] },
  { method: 'POST', path: /^\/groups\/[^/]+\/owners\//, anyOf: ['Group.ReadWrite.All'] },
  { method: 'GET', path: /^\/groups/, anyOf: ['GroupMember.Read.All', 'GroupMember.ReadWrite.All'] },
  { method: 'DELETE', path: /^\/groups\//, anyOf: ['GroupMember.ReadWrite.All'] },
  { method: 'GET', path: /\/authentication\//, anyOf: methods },
  { method: 'DELETE', path: /\/authentication\//, anyOf: methods },
  { method: 'GET', path: /oauth2PermissionGrants/, anyOf: grants },
  { method: 'DELETE', path: /oauth2PermissionGrants/, anyOf: grants },
  { method: 'GET', path: /\/appRoleAssignments/, anyOf: apps },
  { method: 'DELETE', path: /\/appRoleAssignments/, anyOf: apps },
  { method: 'GET', path: /^\/devices\//, anyOf: ['Device.Read.All', ...devices] },
  { method: 'PATCH', path: /^\/devices\//, anyOf: devices },
  { method: 'POST', path: /\/revokeSignInSessions$/, anyOf: ['User.RevokeSessions.All'] },
  { method: 'POST', path: /\/assignLicense$/, anyOf: ['LicenseAssignment.ReadWrite.All'] },
  { method: 'PATCH', path: /^\/users\//, anyOf: ['User.EnableDisableAccount.All'] },
  { method: 'GET', path: /^\/(users|directory\/deletedItems)/, anyOf: users },
];

/**
 * Refuses what the app was not consented to, as Graph does. What has no row is open to a test that plays an
 * administrator.
 */
export function rightsOf(permissions: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const row = rights.find(({ method, path }) => method === request.method && path.test(request.path));
    if (row && !row.anyOf.some((permission) => permissions.includes(permission)))
      throw new Refusal(
        graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
      );
    next();
  };
}
