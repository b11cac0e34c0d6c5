import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { AtlassianSettings, Leavable } from './atlassian-settings.ts';

/** One organisation and one of its Jira sites: what every part of this connector works with. */
export interface AtlassianSystem {
  settings: AtlassianSettings;
  /** Atlassian’s administration API, with the key of the organisation. */
  http: HttpClient;
  /** The Jira site, with the administrator’s token. */
  jira: HttpClient;
}

export function isLeft({ settings }: AtlassianSystem, what: Leavable): boolean {
  return settings.leave.includes(what);
}

/** In every directory of the organisation: Atlassian takes a dash for all of them where it reads. */
export function inOrganisation({ settings }: AtlassianSystem, directory = '-'): string {
  return path`/admin/v2/orgs/${settings.organisation}/directories/${directory}`;
}

/** Our word for an account that is not there any more. */
export const gone = 'gone';

export function unproven(words: Localized, evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
