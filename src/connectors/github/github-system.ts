import type { Account, Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient, Reply } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import type { GithubSettings } from './github-settings.ts';
import { membershipShape, userShape } from './github-shapes.ts';

/** One organisation: what every part of this connector works with. */
export interface GithubSystem {
  settings: GithubSettings;
  http: HttpClient;
}

/** The evidence of a reply with what was seen in it. */
export function saw({ evidence }: Pick<Reply<unknown>, 'evidence'>, detail: string): Evidence {
  return { ...evidence, detail };
}

/**
 * GitHub's organisation calls take logins, which can be renamed and then taken by somebody else. So before each call
 * and each read-back the login must still be the account of the plan: else a 404 about a forgotten login would look like success.
 */
export async function sameAccount(
  { http }: GithubSystem,
  { id, login }: Pick<Account, 'id' | 'login'>,
  context: ConnectorContext,
): Promise<Evidence> {
  const reply = await http.find(path`/users/${login}`, userShape, context);
  if (reply.data && String(reply.data.id) === id) return saw(reply, `login ${login} is account ${id}`);
  const detail = reply.data ? `login ${login} is now account ${reply.data.id}` : `there is no login ${login} any more`;
  throw new ConnectorError('mismatch', `${detail}; correct the settings and make the plan again`, {
    evidence: [saw(reply, detail)],
  });
}

/** The membership of a login, null when there is none. */
export async function membershipOf({ http, settings }: GithubSystem, login: string, context: ConnectorContext) {
  const reply = await http.find(path`/orgs/${settings.org}/memberships/${login}`, membershipShape, context);
  const detail = reply.data ? `membership ${reply.data.state}, role ${reply.data.role}` : 'no membership';
  return { membership: reply.data, evidence: saw(reply, detail) };
}
