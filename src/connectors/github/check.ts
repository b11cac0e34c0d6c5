import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import type { PartsReport } from '../kit/connector-parts.ts';
import { attempt, type Problem } from './attempt.ts';
import { checkLookUps } from './check-look-ups.ts';
import { type GithubSettings, neededPermissions, neededScopes, revokesFineGrainedTokens } from './github-settings.ts';
import type { GithubSystem } from './github-system.ts';
import { sightOf } from './sight.ts';

/** Credentials, rights and look-ups, by reads only: what an App or a classic token says it may, then what a departure would ask. */
export async function check(system: GithubSystem, context: ConnectorContext): Promise<PartsReport> {
  const { settings, http, app } = system;
  const problems: Problem[] = [];
  let granted: readonly string[] | null = null;
  let reached = false;
  let needed: readonly string[] = app ? neededPermissions(settings) : neededScopes(settings);
  try {
    const organisation = await http.get(path`/orgs/${settings.org}`, z.unknown(), context);
    reached = true;
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
    if (problems.length > 0) return { ok: false, granted, needed, problems, stopped: true };
    problems.push(...(await tryReads(system, context)));
    if (problems.length === 0) problems.push(...(await checkLookUps(system, context)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, settings));
    if (!reached) return { ok: false, granted, needed, problems, stopped: true };
  }
  return { ok: problems.length === 0, granted, needed, problems };
}

function missing(needed: readonly string[], granted: readonly string[]): string[] {
  // Writing includes reading, and `admin:…` the whole of it.
  const enough = (one: string) => granted.includes(one) || granted.includes(one.replace(/^read:/, 'admin:'));
  return needed.filter((one) => !enough(one));
}

async function tryReads(system: GithubSystem, context: ConnectorContext): Promise<Problem[]> {
  const { settings, http } = system;
  const org = path`/orgs/${settings.org}`;
  const reads: [call: string, what: string, otherwise: string][] = [
    [
      `${org}/members?role=admin&per_page=1`,
      'members',
      'The credentials must be of the organisation, with members: write.',
    ],
    [`${org}/outside_collaborators?per_page=1`, 'outside collaborators', 'Give members: write, or admin:org.'],
  ];
  if (settings.invitations)
    reads.push([
      `${org}/invitations?per_page=1`,
      'open invitations',
      'Give members: write, or set invitations: false where an enterprise manages the users.',
    ]);
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
  for (const [call, what, fix] of reads)
    await attempt(problems, { what: `${what} cannot be read`, fix }, () => http.get(call, z.unknown(), context));
  await attempt(
    problems,
    {
      what: 'what is hidden from Relais cannot be told',
      fix: 'Use a token of an owner of the organisation, or a GitHub App.',
    },
    () => sightOf(system, context),
  );
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
