import { z } from 'zod';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import type { GithubAppAuth } from './app-auth.ts';
import { type GithubSettings, neededPermissions, neededScopes, revokesFineGrainedTokens } from './github-settings.ts';
import type { GithubSystem } from './github-system.ts';

type Problem = CheckReport['problems'][number];

/** Credentials and rights, by reads only: what an App or a classic token says it may, and whether each read works. */
export async function check(
  system: GithubSystem,
  app: GithubAppAuth | null,
  context: ConnectorContext,
): Promise<CheckReport> {
  const { settings, http } = system;
  const problems: Problem[] = [];
  let granted: readonly string[] | null = null;
  let needed: readonly string[] = app ? neededPermissions(settings) : neededScopes(settings);
  try {
    const organisation = await http.get(path`/orgs/${settings.org}`, z.unknown(), context);
    const scopes = organisation.headers.get('x-oauth-scopes');
    if (app) granted = await app.permissions(context);
    else if (scopes !== null) granted = scopes.split(',').flatMap((scope) => scope.trim() || []);
    else needed = neededPermissions(settings);
    for (const one of granted ? missing(needed, granted) : [])
      problems.push({
        message: `${one} is not granted`,
        fix: app
          ? `In the App’s settings, Permissions, give ${one}; then an owner must approve it for ${settings.org}.`
          : `Make a token of an organisation owner with the scope ${one}.`,
      });
    if (problems.length === 0) problems.push(...(await tryReads(system, context)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, settings));
  }
  return { ok: problems.length === 0, granted, needed, problems };
}

function missing(needed: readonly string[], granted: readonly string[]): string[] {
  // Writing includes reading, and `admin:org` the whole organisation.
  const enough = (one: string) => granted.includes(one) || granted.includes(one.replace(/^read:/, 'admin:'));
  return needed.filter((one) => !enough(one));
}

async function tryReads({ settings, http }: GithubSystem, context: ConnectorContext): Promise<Problem[]> {
  const org = path`/orgs/${settings.org}`;
  const reads: [call: string, what: string, otherwise: string][] = [
    [
      `${org}/members?role=admin&per_page=1`,
      'members',
      'The credentials must be of the organisation, with members: write.',
    ],
    [`${org}/outside_collaborators?per_page=1`, 'outside collaborators', 'Give members: write, or admin:org.'],
  ];
  if (!settings.leave.includes('teams'))
    reads.push([`${org}/teams?per_page=1`, 'teams', 'Give members: write, or set leave: [teams].']);
  if (!settings.leave.includes('roles'))
    reads.push([
      `${org}/organization-roles`,
      'organisation roles',
      'Give custom organisation roles: write, or set leave: [roles].',
    ]);
  if (settings.sso)
    reads.push([
      `${org}/credential-authorizations?per_page=1`,
      'authorised credentials',
      'Only an owner of an organisation with SAML single sign-on may; else set sso: false.',
    ]);
  if (revokesFineGrainedTokens(settings))
    reads.push([
      `${org}/personal-access-tokens?per_page=1`,
      'fine-grained tokens',
      'Only a GitHub App may, with personal access tokens: write; else set fineGrainedTokens: false.',
    ]);
  if (settings.auditLog)
    reads.push([
      `${org}/audit-log?per_page=1`,
      'the audit log',
      'Give administration: read (or read:audit_log); set auditLog: false if the plan has none.',
    ]);
  const problems: Problem[] = [];
  for (const [call, what, fix] of reads) {
    try {
      await http.get(call, z.unknown(), context);
    } catch (error) {
      if (!(error instanceof ConnectorError) || !['unauthorised', 'not-found'].includes(error.kind)) throw error;
      problems.push({ message: `${what} cannot be read (${error.message})`, fix });
    }
  }
  return problems;
}

function problemOf(error: ConnectorError, { org, baseUrl, auth }: GithubSettings): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `GitHub refuses the credentials: ${error.message}`,
        fix:
          auth.method === 'token'
            ? `Check the token behind ${auth.token}: not expired, and authorised for single sign-on of ${org}.`
            : 'Check appId, installationId and the private key of the GitHub App.',
      };
    case 'not-found':
      return {
        message: `the organisation ${org} cannot be seen`,
        fix: 'Check `org`, and that the token or the App belongs to it.',
      };
    default:
      return { message: error.message, fix: `Check that ${baseUrl} is the API and can be reached.` };
  }
}
