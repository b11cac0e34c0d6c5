import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { HubspotSettings, Leavable } from './hubspot-settings.ts';

/** One HubSpot account: what every part of this connector works with. */
export interface HubspotSystem {
  settings: HubspotSettings;
  http: HttpClient;
  /** The token itself: what HubSpot tells about it is asked by it. */
  token: string;
  /** A user is written back as a whole, so one change of a user waits for the one before. */
  inTurn<Result>(userId: string, run: () => Promise<Result>): Promise<Result>;
}

/**
 * The dated version of the API that every path carries:
 * https://developers.hubspot.com/docs/developer-tooling/platform/versioning
 */
const version = '2026-03';

export const paths = {
  users: `/settings/users/${version}`,
  teams: `/settings/users/${version}/teams`,
  owners: `/crm/owners/${version}`,
  details: `/account-info/${version}/details`,
  signIns: `/account-info/${version}/activity/login`,
  privateApps: `/account-info/${version}/api-usage/daily/private-apps`,
  objects: `/crm/objects/${version}`,
} as const;

/** Our words for how a user stands: HubSpot has none. */
export const [active, deactivated, removed] = ['active', 'deactivated', 'removed'] as const;

export function isClosed(status: string): boolean {
  return status !== active;
}

export function isLeft({ settings }: HubspotSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
