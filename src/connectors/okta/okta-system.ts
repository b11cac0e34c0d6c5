import type { HttpClient } from '../http/http-client.ts';
import type { OktaSettings } from './okta-settings.ts';

/** One Okta organisation: what every part of this connector works with. */
export interface OktaSystem {
  settings: OktaSettings;
  http: HttpClient;
}

/** Our word for a user who was deleted for ever: Okta has none, because nothing answers any more. */
export const deleted = 'DELETED';

/** States in which Okta refuses sign-in for good, until an administrator changes it. */
const closedStates = new Set(['SUSPENDED', 'DEPROVISIONED', deleted]);

export function isClosed(status: string): boolean {
  return closedStates.has(status);
}

/**
 * Deactivation takes sessions, tokens, factors, roles and groups along; nothing of them can be read or changed then.
 */
export function isEmptied(status: string): boolean {
  return status === 'DEPROVISIONED' || status === deleted;
}

/** A value inside quotes of Okta's search and filter expressions, which follow SCIM: strings are JSON's. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}
