import type { Request } from 'express';
import { Refusal } from '../answer.ts';
import { githubError, notFound } from './refusals.ts';
import {
  type GithubAccount,
  type GithubState,
  type GithubTeam,
  isMember,
  isOutsideCollaborator,
  sameLogin,
} from './state.ts';

/** What every group of routes needs to know about the organisation it serves. */
export interface GithubSettings {
  org: string;
  /** The organisation's own number. */
  orgId: number;
  /** Who keeps the SAML identities; the other answers null. */
  saml: { keptBy: 'organisation' | 'enterprise' | 'nobody'; enterprise: string };
  /** Domains whose addresses GitHub shows the organisation of its members. */
  verifiedDomains: readonly string[];
  now(): Date;
  /** How long GitHub takes to do what it answered 202 to. */
  asyncMilliseconds: number;
}

export function accountOf(state: GithubState, login: string): GithubAccount {
  const account = state.accounts.find((each) => sameLogin(each.login, login));
  if (account === undefined) throw new Refusal(notFound);
  return account;
}

export function accountById(state: GithubState, id: string): GithubAccount {
  const account = state.accounts.find((each) => String(each.id) === id);
  if (account === undefined) throw new Refusal(notFound);
  return account;
}

export function teamById(state: GithubState, id: string): GithubTeam {
  const team = state.teams.find((each) => String(each.id) === id);
  if (team === undefined) throw new Refusal(notFound);
  return team;
}

export function teamOf(state: GithubState, slug: string): GithubTeam {
  const team = state.teams.find((each) => each.slug === slug);
  if (team === undefined) throw new Refusal(notFound);
  return team;
}

/** Ends a membership or a pending invitation; teams, roles and repositories go with it, credentials stay listed. */
export function removeMember(state: GithubState, account: GithubAccount, now: Date): void {
  if (account.membership === null) throw new Refusal(notFound);
  const owners = state.accounts.filter((each) => isMember(each) && each.membership?.role === 'admin');
  if (owners.length === 1 && owners[0] === account)
    throw new Refusal(githubError(403, 'You can not remove the last owner of an organization.'));
  account.membership = null;
  account.copilot = null;
  leaveEverything(state, account.login);
  record(state, { action: 'org.remove_member', user: account.login }, now);
}

/** Keeps the repositories the person worked on and takes everything else. */
export function convertToOutsideCollaborator(state: GithubState, account: GithubAccount, now: Date): void {
  if (!isMember(account)) throw new Refusal(githubError(403, `${account.login} is not a member of the organization.`));
  removeMember(state, account, now);
  state.repositories[0]?.collaborators.push(account.login);
}

export function removeOutsideCollaborator(state: GithubState, account: GithubAccount, now: Date): void {
  if (isMember(account))
    throw new Refusal(
      githubError(422, 'You cannot specify an organization member to remove as an outside collaborator.'),
    );
  if (!isOutsideCollaborator(state, account)) throw new Refusal(notFound);
  leaveEverything(state, account.login);
  record(state, { action: 'org.remove_outside_collaborator', user: account.login }, now);
}

function leaveEverything(state: GithubState, login: string): void {
  const others = (logins: readonly string[]) => logins.filter((each) => !sameLogin(each, login));
  for (const team of state.teams) team.members = others(team.members);
  for (const role of state.roles) role.logins = others(role.logins);
  for (const repository of state.repositories) repository.collaborators = others(repository.collaborators);
}

/** The audit log also holds what the API did. */
export function record(state: GithubState, entry: { action: string; user: string; actor?: string }, now: Date): void {
  state.log.push({
    id: `sandbox-${state.log.length + 1}`,
    at: now.toISOString(),
    action: entry.action,
    actor: entry.actor ?? 'relais-bot',
    user: entry.user,
  });
}

/** Where the caller sees the API: every answer holds addresses. */
export function baseOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl.replace(/\/(?:orgs|organizations|repos|scim)\b.*$/, '')}`;
}
