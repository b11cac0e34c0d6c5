import { randomUUID } from 'node:crypto';
import { type Answer, Refusal } from '../answer.ts';
import type { VendorRefusals } from '../sandbox-core.ts';
import { vendorUuid } from '../vendor-id.ts';
import {
  type EntraAssignment,
  type EntraDevice,
  type EntraGrant,
  type EntraGroup,
  type EntraRole,
  type EntraRoleAssignment,
  type EntraUser,
  servicePlans,
  skuNames,
} from './state.ts';

/** Graph's error body: https://learn.microsoft.com/graph/errors */
export function graphError(status: number, code: string, message: string): Answer {
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': randomUUID() };
  return { status, body: { error: { code, message, innerError } } };
}

export function notFound(id: string): Refusal {
  return new Refusal(
    graphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${id}' does not exist or one of its queried objects is not present.`,
    ),
  );
}

export function badRequest(message: string): Refusal {
  return new Refusal(graphError(400, 'Request_BadRequest', message));
}

export const entraRefusals: VendorRefusals = {
  unavailable: () => graphError(503, 'serviceNotAvailable', 'The service is temporarily unavailable.'),
  throttled: (resetAt) => ({
    ...graphError(429, 'TooManyRequests', 'Too many requests.'),
    // Graph counts in seconds from now.
    headers: { 'Retry-After': String(Math.max(1, Math.round((resetAt.getTime() - Date.now()) / 1000))) },
  }),
  broken: () => graphError(500, 'InternalServerError', 'An unexpected error occurred.'),
  unauthorised: () => graphError(401, 'InvalidAuthenticationToken', 'Access token is empty or has expired.'),
};

/** Everything that may be selected; Graph gives only the first few unless it is asked. */
export function userBody(user: EntraUser) {
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    mail: user.mail,
    jobTitle: user.jobTitle,
    department: user.department,
    proxyAddresses: user.proxyAddresses,
    otherMails: user.otherMails,
    employeeId: user.employeeId,
    accountEnabled: user.accountEnabled,
    userType: user.userType,
    // Graph's word for a cloud account is null, not false.
    onPremisesSyncEnabled: user.onPremisesSyncEnabled || null,
    signInSessionsValidFromDateTime: user.signInSessionsValidFromDateTime,
    deletedDateTime: user.deletedDateTime,
    assignedLicenses: user.licences.map(({ skuId }) => ({ skuId, disabledPlans: [] })),
    licenseAssignmentStates: user.licences.map(({ skuId, assignedByGroup }) => ({
      skuId,
      assignedByGroup,
      state: 'Active',
      error: 'None',
    })),
    signInActivity: {
      // Also counts failures, and is later than what succeeded.
      lastSignInDateTime: user.lastSuccessfulSignInDateTime,
      lastSuccessfulSignInDateTime: user.lastSuccessfulSignInDateTime,
    },
  };
}

export function groupBody(group: EntraGroup) {
  const { id, displayName, kind } = group;
  const dynamic = kind === 'dynamic';
  return {
    '@odata.type': '#microsoft.graph.group',
    id,
    displayName,
    groupTypes: kind === 'microsoft-365' ? ['Unified'] : dynamic ? ['DynamicMembership'] : [],
    membershipRule: dynamic ? '(user.department -eq "IT")' : null,
    mailEnabled: kind === 'microsoft-365' || kind === 'distribution-list',
    securityEnabled: kind !== 'distribution-list' && kind !== 'microsoft-365',
    onPremisesSyncEnabled: kind === 'active-directory' || null,
    // Null unless it was set when the group was made.
    isAssignableToRole: group.isAssignableToRole || null,
  };
}

/**
 * As it is told among what somebody owns; of the invented company's Microsoft 365 groups, those with owners are teams.
 * Microsoft's own examples of answers show these options, its description of the type does not.
 */
export function ownedGroupBody(group: EntraGroup) {
  return { ...groupBody(group), resourceProvisioningOptions: group.kind === 'microsoft-365' ? ['Team'] : [] };
}

/** Only a built-in role that somebody has in the whole tenant is an object that people are members of. */
export function roleBody({ id, displayName }: EntraRole) {
  return { '@odata.type': '#microsoft.graph.directoryRole', id: vendorUuid(id), displayName, roleTemplateId: id };
}

export function roleAssignmentBody(assignment: EntraRoleAssignment) {
  return { ...assignment, appScopeId: null };
}

export function roleDefinitionBody({ id, displayName, isBuiltIn }: EntraRole) {
  return { id, displayName, isBuiltIn, isEnabled: true, templateId: id };
}

export function methodBody({ id, type }: EntraUser['methods'][number]) {
  return { '@odata.type': `#microsoft.graph.${type}`, id };
}

export function grantBody(grant: EntraGrant) {
  return { ...grant, consentType: 'Principal' };
}

export function assignmentBody(assignment: EntraAssignment) {
  return { ...assignment, deletedDateTime: null };
}

export function deviceBody(device: EntraDevice) {
  const { id, displayName, operatingSystem, accountEnabled, onPremisesSyncEnabled } = device;
  return {
    '@odata.type': '#microsoft.graph.device',
    id,
    displayName,
    operatingSystem,
    accountEnabled,
    onPremisesSyncEnabled: onPremisesSyncEnabled || null,
  };
}

export function licenceBodies(user: EntraUser) {
  const skus = [...new Set(user.licences.map(({ skuId }) => skuId))];
  return skus.map((skuId) => ({
    id: `detail-${skuId}`,
    skuId,
    skuPartNumber: skuNames[skuId] ?? skuId,
    servicePlans: (servicePlans[skuId] ?? []).map((servicePlanName) => ({
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  }));
}
