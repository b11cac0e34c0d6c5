import { z } from 'zod';
import { inFrench, type Localized } from '../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import type { PartsReport } from '../kit/connector-parts.ts';
import { attempt, type Problem } from './attempt.ts';
import { checkLookUps } from './check-look-ups.ts';
import { type GithubSettings, neededPermissions, neededScopes, revokesFineGrainedTokens } from './github-settings.ts';
import type { GithubSystem } from './github-system.ts';
import { sightOf } from './sight.ts';

/**
 * Credentials, rights and look-ups, by reads only: what an App or a classic token says it may, then what a departure
 * would ask.
 */
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
        message: { en: `${one} is not granted`, fr: `${one} n’est pas accordé` },
        fix: app
          ? {
              en: `In the App’s settings, Permissions, give ${one}; then an owner must approve it for ${settings.org}.`,
              fr: `Dans les réglages de l’App, Permissions, donnez ${one} ; un propriétaire doit ensuite l’approuver pour ${settings.org}.`,
            }
          : {
              en: `Make a token of an organisation owner with the scope ${one}.`,
              fr: `Créez un jeton d’un propriétaire de l’organisation avec la portée ${one}.`,
            },
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
  const reads: [call: string, what: Localized, fix: Localized][] = [
    [
      `${org}/members?role=admin&per_page=1`,
      { en: 'members cannot be read', fr: 'les membres ne peuvent pas être lus' },
      {
        en: 'The credentials must be of the organisation, with members: write.',
        fr: 'Les identifiants doivent être de l’organisation, avec members: write.',
      },
    ],
    [
      `${org}/outside_collaborators?per_page=1`,
      { en: 'outside collaborators cannot be read', fr: 'les collaborateurs externes ne peuvent pas être lus' },
      { en: 'Give members: write, or admin:org.', fr: 'Donnez members: write, ou admin:org.' },
    ],
  ];
  if (settings.invitations)
    reads.push([
      `${org}/invitations?per_page=1`,
      { en: 'open invitations cannot be read', fr: 'les invitations en cours ne peuvent pas être lues' },
      {
        en: 'Give members: write, or set invitations: false where an enterprise manages the users.',
        fr: 'Donnez members: write, ou mettez invitations: false là où une entreprise gère les utilisateurs.',
      },
    ]);
  if (!settings.leave.includes('teams'))
    reads.push([
      `${org}/teams?per_page=1`,
      { en: 'teams cannot be read', fr: 'les équipes ne peuvent pas être lues' },
      { en: 'Give members: write, or set leave: [teams].', fr: 'Donnez members: write, ou mettez leave: [teams].' },
    ]);
  if (!settings.leave.includes('roles'))
    reads.push([
      `${org}/organization-roles`,
      { en: 'organisation roles cannot be read', fr: 'les rôles de l’organisation ne peuvent pas être lus' },
      {
        en: 'Give custom organisation roles: write, or set leave: [roles].',
        fr: 'Donnez custom organisation roles: write, ou mettez leave: [roles].',
      },
    ]);
  if (settings.sso)
    reads.push([
      `${org}/credential-authorizations?per_page=1`,
      { en: 'authorised credentials cannot be read', fr: 'les identifiants autorisés ne peuvent pas être lus' },
      {
        en: 'Only an owner of an organisation with SAML single sign-on may; else set sso: false.',
        fr: 'Seul un propriétaire d’une organisation à authentification unique SAML le peut ; sinon, mettez sso: false.',
      },
    ]);
  if (revokesFineGrainedTokens(settings))
    reads.push([
      `${org}/personal-access-tokens?per_page=1`,
      { en: 'fine-grained tokens cannot be read', fr: 'les jetons à granularité fine ne peuvent pas être lus' },
      {
        en: 'Only a GitHub App may, with personal access tokens: write; else set fineGrainedTokens: false.',
        fr: 'Seule une GitHub App le peut, avec personal access tokens: write ; sinon, mettez fineGrainedTokens: false.',
      },
    ]);
  if (settings.auditLog)
    reads.push([
      `${org}/audit-log?per_page=1`,
      { en: 'the audit log cannot be read', fr: 'le journal d’audit ne peut pas être lu' },
      {
        en: 'Give administration: read (or read:audit_log); set auditLog: false if the plan has none.',
        fr: 'Donnez administration: read (ou read:audit_log) ; mettez auditLog: false si l’abonnement n’en a pas.',
      },
    ]);
  const problems: Problem[] = [];
  for (const [call, what, fix] of reads)
    await attempt(problems, { what, fix }, () => http.get(call, z.unknown(), context));
  await attempt(
    problems,
    {
      what: { en: 'what is hidden from Relais cannot be told', fr: 'ce qui est caché à Relais ne peut pas être connu' },
      fix: {
        en: 'Use a token of an owner of the organisation, or a GitHub App.',
        fr: 'Utilisez un jeton d’un propriétaire de l’organisation, ou une GitHub App.',
      },
    },
    () => sightOf(system, context),
  );
  return problems;
}

function problemOf(error: ConnectorError, { org, baseUrl, auth }: GithubSettings): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `GitHub refuses the credentials: ${error.message}`,
          fr: `GitHub refuse les identifiants : ${inFrench(error.words)}`,
        },
        fix:
          auth.method === 'token'
            ? {
                en: `Check the token behind ${auth.token}: not expired, and authorised for single sign-on of ${org}.`,
                fr: `Vérifiez le jeton de ${auth.token} : ni expiré, et autorisé pour l’authentification unique de ${org}.`,
              }
            : {
                en: 'Check appId, installationId and the private key of the GitHub App.',
                fr: 'Vérifiez appId, installationId et la clé privée de la GitHub App.',
              },
      };
    case 'not-found':
      return {
        message: { en: `the organisation ${org} cannot be seen`, fr: `l’organisation ${org} n’est pas visible` },
        fix: {
          en: 'Check `org`, and that the token or the App belongs to it.',
          fr: 'Vérifiez `org`, et que le jeton ou l’App lui appartient.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${baseUrl} is the API and can be reached.`,
          fr: `Vérifiez que ${baseUrl} est bien l’API, et qu’elle peut être jointe.`,
        },
      };
  }
}
