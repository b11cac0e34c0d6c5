import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { SlackSettings } from './slack-settings.ts';

/** One Slack workspace, or one Enterprise organisation: what every part of this connector works with. */
export interface SlackSystem {
  settings: SlackSettings;
  /** The Web API. */
  http: HttpClient;
  /** SCIM 2.0; null where the plan has none, or another way is better. */
  scim: HttpClient | null;
}

/** Slack's states of an account in our words. */
export type SlackStatus = 'member' | 'guest' | 'single-channel guest' | 'deactivated' | 'of another organisation';

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
