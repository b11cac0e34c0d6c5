import { globalAdministrator, wholeSeconds } from './seed.ts';
import {
  buildsOn,
  businessSuite,
  type EntraGroup,
  type EntraMailbox,
  type EntraState,
  type EntraUser,
} from './state.ts';
import { badRequest, notFound } from './words.ts';

/** By object id or by principal name, as every `/users/{id}` path takes it. */
export function userOf(state: EntraState, idOrName: string): EntraUser {
  const wanted = idOrName.toLowerCase();
  const user = state.users.find(
    (each) => each.deletedDateTime === null && (each.id === wanted || each.userPrincipalName.toLowerCase() === wanted),
  );
  if (user === undefined) throw notFound(idOrName);
  return user;
}

export function setEnabled(user: EntraUser, enabled: boolean): void {
  if (user.onPremisesSyncEnabled)
    throw badRequest('Unable to update the specified properties for on-premises mastered Directory Sync objects.');
  user.accountEnabled = enabled;
}

/** Whether something of this user is mastered in Active Directory and still there: Graph refuses to change it. */
export function isMasteredElsewhere(user: EntraUser, state: EntraState): boolean {
  return (
    (user.onPremisesSyncEnabled && user.accountEnabled) ||
    state.groups.some(({ kind, members }) => kind === 'active-directory' && members.includes(user.id)) ||
    state.devices.some((one) => one.userId === user.id && one.onPremisesSyncEnabled && one.accountEnabled)
  );
}

/** What an administrator does in Active Directory, once it has come over. */
export function endInActiveDirectory(user: EntraUser, state: EntraState): void {
  if (user.onPremisesSyncEnabled) user.accountEnabled = false;
  for (const group of state.groups)
    if (group.kind === 'active-directory') group.members = group.members.filter((id) => id !== user.id);
  for (const device of state.devices)
    if (device.userId === user.id && device.onPremisesSyncEnabled) device.accountEnabled = false;
}

/** The mailbox that answers for the user: none without the licence that brings it, unless it is shared. */
export function mailboxOf(user: EntraUser, state: EntraState): EntraMailbox | null {
  const mailbox = state.mailboxes.find(({ userId }) => userId === user.id);
  const isPaid = user.licences.some(({ skuId }) => skuId === businessSuite);
  return mailbox && (isPaid || mailbox.purpose === 'shared') ? mailbox : null;
}

/** What an administrator does in Exchange; false where there is nothing to convert. */
export function convertMailbox(user: EntraUser, state: EntraState): boolean {
  const mailbox = mailboxOf(user, state);
  if (mailbox?.purpose !== 'user') return false;
  mailbox.purpose = 'shared';
  return true;
}

/** Refresh tokens and browser sessions from before now are worth nothing any more. */
export function endSessions(user: EntraUser, now: Date): void {
  user.signInSessionsValidFromDateTime = wholeSeconds(now.toISOString());
  user.sessions = [];
}

/** Into the trash, under a principal name that nobody else can have. */
export function remove(user: EntraUser, now: Date): void {
  user.deletedDateTime = now.toISOString();
  user.userPrincipalName = `${user.id.replaceAll('-', '')}${user.userPrincipalName}`;
  user.sessions = [];
}

/** Takes the user out of a group, and with it the licence that came with it. */
export function leave(group: EntraGroup, user: EntraUser): void {
  switch (group.kind) {
    case 'dynamic':
      throw badRequest('Insufficient privileges: the membership of this group is managed by a rule.');
    case 'active-directory':
      throw badRequest('Unable to update the specified properties for on-premises mastered Directory Sync objects.');
    case 'distribution-list':
      throw badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
    case 'security':
    case 'microsoft-365':
  }
  if (!group.members.includes(user.id)) throw notFound(user.id);
  group.members = group.members.filter((id) => id !== user.id);
  user.licences = user.licences.filter(({ assignedByGroup }) => assignedByGroup !== group.id);
}

/** All of them, or none. */
export function takeLicences(user: EntraUser, skuIds: readonly string[]): void {
  for (const skuId of skuIds) takeLicence(user, skuId);
  const left = new Set(user.licences.map(({ skuId }) => skuId));
  for (const skuId of left) {
    const base = buildsOn[skuId];
    if (base !== undefined && !left.has(base))
      throw badRequest(
        `License assignment failed because service plan ${skuId} depends on the service plan(s) ${base}`,
      );
  }
}

function takeLicence(user: EntraUser, skuId: string): void {
  const held = user.licences.filter((each) => each.skuId === skuId);
  if (held.length === 0) throw badRequest(`User does not have a corresponding license.`);
  if (held.every(({ assignedByGroup }) => assignedByGroup !== null))
    throw badRequest('User license is inherited from a group membership and it cannot be removed directly.');
  user.licences = user.licences.filter((each) => each.skuId !== skuId || each.assignedByGroup !== null);
}

/** Graph does not let a tenant lose its last global administrator. */
export function takeRole(state: EntraState, assignmentId: string): void {
  const assignment = state.roleAssignments.find(({ id }) => id === assignmentId);
  if (assignment === undefined) throw notFound(assignmentId);
  const same = state.roleAssignments.filter(({ roleDefinitionId }) => roleDefinitionId === assignment.roleDefinitionId);
  if (assignment.roleDefinitionId === globalAdministrator && same.length === 1)
    throw badRequest('Removing the last global administrator is not allowed.');
  state.roleAssignments = state.roleAssignments.filter(({ id }) => id !== assignmentId);
}
