import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Leavable, SalesforceSettings } from './salesforce-settings.ts';

/** One Salesforce organisation: what every part of this connector works with. */
export interface SalesforceSystem {
  settings: SalesforceSettings;
  /** Below {@link apiPath}. */
  http: HttpClient;
  /** The organisation's own address, for tokens. */
  root: HttpClient;
  /** The id of the user in whose name Relais works, as far as Salesforce says it; null otherwise. */
  ownUser(context: ConnectorContext): Promise<string | null>;
}

/** Pinned: what objects and fields are called changes with the version alone. */
const version = 'v64.0';
export const apiPath = `/services/data/${version}`;

/** Our words for how a user stands. */
export const [active, frozen, inactive] = ['active', 'frozen', 'inactive'] as const;

/** Whether Salesforce lets nobody sign in. Who is in already stays in until sessions and tokens are ended. */
export function isClosed(status: string): boolean {
  return status !== active;
}

export function isLeft({ settings }: SalesforceSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
