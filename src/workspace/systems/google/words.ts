import { type Answer, Refusal } from '../answer.ts';
import type { VendorRefusals } from '../sandbox-core.ts';
import type { GoogleDeviceUser, GoogleGroup, GoogleState, GoogleUser } from './state.ts';

/** Google's error body: https://developers.google.com/workspace/admin/directory/v1/limits#errors */
function googleError(status: number, reason: string, message: string): Answer {
  return {
    status,
    body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } },
  };
}

export function refuse(status: number, reason: string, message: string): Refusal {
  return new Refusal(googleError(status, reason, message));
}

export function notFound(what: string): Refusal {
  return refuse(404, 'notFound', `Resource Not Found: ${what}`);
}

export const googleRefusals: VendorRefusals = {
  unavailable: () => googleError(503, 'backendError', 'The service is currently unavailable.'),
  throttled: () => ({
    ...googleError(429, 'rateLimitExceeded', 'Quota exceeded for quota metric.'),
    headers: { 'Retry-After': '1' },
  }),
  broken: () => googleError(500, 'internalError', 'Internal error encountered.'),
  unauthorised: () => googleError(401, 'authError', 'Invalid Credentials'),
};

export function userBody(user: GoogleUser, { customer }: GoogleState) {
  const { id, primaryEmail, aliases, otherEmails, fullName, employeeNumber, orgUnitPath, created } = user;
  const [givenName = fullName, ...rest] = fullName.split(' ');
  const shared = {
    kind: 'admin#directory#user',
    id,
    primaryEmail,
    name: { fullName, givenName, familyName: rest.join(' ') },
    emails: [{ address: primaryEmail, primary: true }, ...[...aliases, ...otherEmails].map((address) => ({ address }))],
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(employeeNumber === null ? {} : { externalIds: [{ value: employeeNumber, type: 'organization' }] }),
    customerId: customer.id,
    orgUnitPath,
    creationTime: created,
  };
  if (user.deletedAt !== null) return { ...shared, deletionTime: user.deletedAt };
  return {
    ...shared,
    isAdmin: user.isAdmin,
    isDelegatedAdmin: false,
    suspended: user.suspended,
    ...(user.suspensionReason === null ? {} : { suspensionReason: user.suspensionReason }),
    archived: user.archived,
    changePasswordAtNextLogin: user.changePasswordAtNextLogin,
    isEnrolledIn2Sv: user.isEnrolledIn2Sv,
    isEnforcedIn2Sv: user.isEnforcedIn2Sv,
    isMailboxSetup: user.mailbox !== null,
    includeInGlobalAddressList: true,
    agreedToTerms: true,
    lastLoginTime: user.lastLogin ?? '1970-01-01T00:00:00.000Z',
    ...(user.recoveryEmail === '' ? {} : { recoveryEmail: user.recoveryEmail }),
    ...(user.recoveryPhone === '' ? {} : { recoveryPhone: user.recoveryPhone }),
  };
}

export function groupBody({ id, email, name, members }: GoogleGroup) {
  return {
    kind: 'admin#directory#group',
    id,
    email,
    name,
    directMembersCount: String(members.length),
    description: '',
    adminCreated: true,
  };
}

export function memberBody({ id, role }: GoogleGroup['members'][number], { users }: GoogleState) {
  const email = users.find((user) => user.id === id)?.primaryEmail ?? id;
  return { kind: 'admin#directory#member', id, email, role, type: 'USER', status: 'ACTIVE' };
}

export function deviceUserName({ device, id }: GoogleDeviceUser): string {
  return `devices/${device}/deviceUsers/${id}`;
}
