import type { HttpClient } from '../http/http-client.ts';
import type { OktaSettings } from './okta-settings.ts';

/** One Okta organisation: what every part of this connector works with. */
export interface OktaSystem {
  settings: OktaSettings;
  http: HttpClient;
}

/** States in which Okta refuses sign-in for good, until an administrator changes it. */
const closedStates = new Set(['SUSPENDED', 'DEPROVISIONED']);

export function isClosed(status: string): boolean {
  return closedStates.has(status);
}

/** A value inside quotes of Okta's search and filter expressions, which follow SCIM: strings are JSON's. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}
