import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { HttpClient } from '../http/http-client.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import type { GithubAppAuth } from './app-auth.ts';
import type { GithubSettings } from './github-settings.ts';
import { membershipShape, organisationShape } from './github-shapes.ts';

/** One organisation: what every part of this connector works with. */
export interface GithubSystem {
  settings: GithubSettings;
  http: HttpClient;
  /** Null with a token. */
  app: GithubAppAuth | null;
  /**
   * Which account a login of the settings was when it was first asked about: logins are renamed, and taken by others.
   */
  accountOfLogin: Map<string, string>;
}

/** Where the API answers: the first half of the tenant's fingerprint. */
export function originOf({ baseUrl }: Pick<GithubSettings, 'baseUrl'>): string {
  return new URL(baseUrl).origin;
}

/** The organisation's own number, from the fingerprint of the tenant. */
export function organisationIdOf({ settings }: GithubSystem, tenant: string): string {
  const prefix = `${originOf(settings)} `;
  if (!tenant.startsWith(prefix))
    throw new ConnectorError('mismatch', {
      en: `${tenant} is not at ${originOf(settings)}`,
      fr: `${tenant} n’est pas à ${originOf(settings)}`,
    });
  return tenant.slice(prefix.length);
}

/**
 * Which organisation answers to the name in the settings. Its number stays when it is renamed; whoever takes the name
 * has another.
 */
export async function organisationOf({ http, settings: { org } }: GithubSystem, context: ConnectorContext) {
  const reply = await http.find(path`/orgs/${org}`, organisationShape, context);
  if (reply.data === null)
    throw new ConnectorError(
      'not-found',
      {
        en: `the organisation ${org} cannot be seen: it was renamed, or the credentials are not of it; correct org`,
        fr: `l’organisation ${org} n’est pas visible : elle a été renommée, ou les identifiants ne sont pas les siens ; corrigez org`,
      },
      { evidence: [saw(reply, 'no such organisation')] },
    );
  const { id, login } = reply.data;
  if (login.toLowerCase() !== org.toLowerCase())
    throw new ConnectorError(
      'mismatch',
      {
        en: `the organisation ${org} is called ${login} now; correct org`,
        fr: `l’organisation ${org} s’appelle maintenant ${login} ; corrigez org`,
      },
      {
        evidence: [saw(reply, `organisation ${id}, ${login}`)],
      },
    );
  return { id, evidence: [saw(reply, `organisation ${id}, ${login}`)] };
}

/** The membership of a login, null when GitHub tells of none: that counts only beside what `standingOf` reads. */
export async function membershipOf({ http, settings }: GithubSystem, login: string, context: ConnectorContext) {
  const reply = await http.find(path`/orgs/${settings.org}/memberships/${login}`, membershipShape, context);
  const detail = reply.data ? `membership ${reply.data.state}, role ${reply.data.role ?? 'untold'}` : 'no membership';
  return { membership: reply.data, evidence: saw(reply, detail) };
}

/** A refusal to conclude anything. */
export function unproven(words: Localized, evidence: readonly Evidence[] = []): ConnectorError {
  return new ConnectorError('unproven', words, { evidence });
}
