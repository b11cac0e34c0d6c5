import { Refusal } from '../answer.ts';
import type { OktaGroup, OktaState, OktaStatus, OktaUser } from './state.ts';
import { notFound, oktaError } from './words.ts';

/** How long Okta's search index may lag behind: https://developer.okta.com/docs/reference/user-query/ */
const indexLagMilliseconds = 2000;

/** By id or by login, as every `/users/{id}` path takes it. */
export function userOf(state: OktaState, idOrLogin: string): OktaUser {
  const wanted = idOrLogin.toLowerCase();
  const user = state.users.find((each) => each.id === idOrLogin || each.profile.login.toLowerCase() === wanted);
  if (user === undefined) throw new Refusal(notFound(idOrLogin, 'User'));
  return user;
}

export function groupOf(state: OktaState, id: string): OktaGroup {
  const group = state.groups.find((each) => each.id === id);
  if (group === undefined) throw new Refusal(notFound(id, 'UserGroup'));
  return group;
}

export function setStatus(user: OktaUser, status: OktaStatus, now: Date): void {
  user.indexed = { status: user.status, until: new Date(now.getTime() + indexLagMilliseconds).toISOString() };
  user.status = status;
  user.statusChanged = now.toISOString();
  user.lastUpdated = now.toISOString();
}

/** The user as `search` and the lists see it: a little while behind. */
export function asIndexed(user: OktaUser, now: Date): OktaUser {
  if (user.indexed === null || now.toISOString() >= user.indexed.until) return user;
  return { ...user, status: user.indexed.status };
}

/** Suspend works from ACTIVE alone; groups, apps and open sessions stay. */
export function suspend(user: OktaUser, now: Date): void {
  if (user.status !== 'ACTIVE')
    throw new Refusal(
      oktaError(400, 'E0000001', 'Api validation failed: suspendUser', ['Cannot suspend a user that is not active']),
    );
  setStatus(user, 'SUSPENDED', now);
}

export function unsuspend(user: OktaUser, now: Date): void {
  if (user.status !== 'SUSPENDED')
    throw new Refusal(
      oktaError(400, 'E0000001', 'Api validation failed: unsuspendUser', [
        'Cannot unsuspend a user that is not suspended',
      ]),
    );
  setStatus(user, 'ACTIVE', now);
}

/** Deactivation ends everything the user has at Okta and takes them out of every app. */
export function deactivate(state: OktaState, user: OktaUser, now: Date): void {
  setStatus(user, 'DEPROVISIONED', now);
  user.sessions = [];
  user.clients = [];
  user.grants = [];
  user.factors = [];
  user.roles = [];
  for (const app of state.apps) app.users = app.users.filter((id) => id !== user.id);
  for (const group of state.groups) group.members = group.members.filter((id) => id !== user.id);
}

export function destroy(state: OktaState, user: OktaUser): void {
  state.users = state.users.filter((each) => each.id !== user.id);
  state.apiTokens = state.apiTokens.filter((each) => each.userId !== user.id);
}

/** Factors of a deactivated user cannot be touched any more. */
export function refuseDeactivated(user: OktaUser): void {
  if (user.status === 'DEPROVISIONED')
    throw new Refusal(oktaError(403, 'E0000006', 'You do not have permission to perform the requested action'));
}

export function refuseManagedElsewhere(group: OktaGroup): void {
  if (group.type !== 'OKTA_GROUP') throw new Refusal(oktaError(501, 'E0000060', 'Unsupported operation.'));
}
