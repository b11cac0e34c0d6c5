import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { GitlabSettings, Leavable } from './gitlab-settings.ts';

/** One GitLab instance, or one top-level group of one: what every part of this connector works with. */
export interface GitlabSystem {
  settings: GitlabSettings;
  /** Below /api/v4. */
  http: HttpClient;
}

/** The level from which on a member owns the group: https://docs.gitlab.com/api/access_requests/#valid-access-levels */
export const ownerLevel = 50;

/** Our word for a user who was deleted. */
export const deleted = 'deleted';

/** `deactivated` is not among them: whoever is deactivated comes back by signing in. */
const closedStates = new Set(['blocked', 'ldap_blocked', 'banned', 'blocked_pending_approval', deleted]);

/** Whether GitLab refuses sign-in, Git and API until an administrator changes that. */
export function isClosed(state: string): boolean {
  return closedStates.has(state);
}

export function isInstance({ settings }: GitlabSystem): boolean {
  return settings.scope.of === 'instance';
}

export function isLeft({ settings }: GitlabSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
