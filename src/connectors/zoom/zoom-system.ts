import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Leavable, ZoomSettings } from './zoom-settings.ts';

/** One Zoom account: what every part of this connector works with. */
export interface ZoomSystem {
  settings: ZoomSettings;
  http: HttpClient;
  /** What an open user hosted when this process last looked. */
  hosted: Map<string, HostedIds>;
  /**
   * Users whom this process asked Zoom to remove with everything handed on: of who is gone, Zoom tells nothing any
   * more.
   */
  removals: Map<string, Removal>;
}

/** What somebody hosts, by Zoom’s ids. */
export interface HostedIds {
  /** Coming ones that are not by the personal meeting id. */
  meetings: readonly string[];
  webinars: readonly string[];
  /** Meetings recorded in the cloud within the last thirty days: Zoom lists a month at a time. */
  recordings: readonly string[];
}

/** What has to be seen at whoever takes over once a user was removed. */
export interface Removal {
  handedOver: HostedIds;
  /** What whoever takes over hosted just before. */
  heldBefore: HostedIds;
}

/** Our word for a user whom Zoom does not know any more. */
export const deleted = 'deleted';

/** https://developers.zoom.us/docs/api/accounts/#tag/roles : the roles that every account has. */
export const ownerRole = '0';
export const memberRole = '2';

/** Signed in to, and used, only while `active`; `pending` has never been signed in to, and is by its invitation. */
export function isClosed(status: string): boolean {
  return status === 'inactive' || status === deleted;
}

export function isLeft({ settings }: ZoomSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
