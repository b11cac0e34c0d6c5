import type { RequestHandler } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import type { Core } from '../sandbox-core.ts';
import type { GithubSettings } from './organisation.ts';
import { githubError } from './refusals.ts';
import { type GithubState, isMember, sameLogin } from './state.ts';

const bodySchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.union([z.string(), z.null()])).default({}),
});

const pageSize = 100;

/**
 * The questions of GraphQL that offboarding asks, told apart by what they ask for.
 * https://docs.github.com/graphql
 */
export function graphqlRoute(core: Core<GithubState>, settings: GithubSettings): RequestHandler {
  return (request, response) => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success) throw new Refusal(githubError(400, 'Problems parsing JSON'));
    const { query, variables } = body.data;
    const state = core.state();
    if (query.includes('teams(')) {
      if (!sameLogin(variables['org'] ?? '', settings.org))
        return void response.json(unknown('Organization', variables['org']));
      const login = variables['login'] ?? '';
      const teams = state.teams.filter(({ members }) => members.some((each) => sameLogin(each, login)));
      const nodes = teams.map(({ id, name, slug, maintainers }) => ({
        ...{ databaseId: id, name, slug },
        ...(query.includes('role: MAINTAINER') && {
          members: { nodes: (maintainers ?? []).slice(0, 2).map((each) => ({ login: each })) },
        }),
      }));
      return void response.json({ data: { organization: { teams: onePage(nodes, variables['after']) } } });
    }
    if (query.includes('repositories(')) {
      if (!sameLogin(variables['org'] ?? '', settings.org))
        return void response.json(unknown('Organization', variables['org']));
      const nodes = state.repositories.map(({ name, administrators, collaborators }) => ({
        name,
        collaborators: directly(state, { administrators, collaborators }),
      }));
      return void response.json({ data: { organization: { repositories: onePage(nodes, variables['after']) } } });
    }
    if (query.includes('membersWithRole(')) {
      if (!sameLogin(variables['org'] ?? '', settings.org))
        return void response.json(unknown('Organization', variables['org']));
      const nodes = state.accounts.filter(isMember).map(({ login, email }) => ({
        login,
        organizationVerifiedDomainEmails: settings.verifiedDomains.some((domain) => email.endsWith(`@${domain}`))
          ? [email]
          : [],
      }));
      return void response.json({ data: { organization: { membersWithRole: onePage(nodes, variables['after']) } } });
    }
    const keeper = query.includes('enterprise(') ? 'enterprise' : 'organisation';
    const name = keeper === 'enterprise' ? settings.saml.enterprise : settings.org;
    if (!sameLogin(variables['name'] ?? '', name))
      return void response.json(unknown(keeper === 'enterprise' ? 'Business' : 'Organization', variables['name']));
    const samlIdentityProvider =
      settings.saml.keptBy === keeper
        ? { externalIdentities: onePage(identities(state, variables['userName'] ?? null), variables['after']) }
        : null;
    response.json({
      data:
        keeper === 'enterprise'
          ? { enterprise: { ownerInfo: { samlIdentityProvider } } }
          : { organization: { samlIdentityProvider } },
    });
  };
}

/** Whoever was added to a repository by name; a member loses that with the membership. */
function directly(
  { accounts }: GithubState,
  { administrators, collaborators }: Pick<GithubState['repositories'][number], 'administrators' | 'collaborators'>,
) {
  const isThere = (login: string) => accounts.some((account) => sameLogin(account.login, login) && isMember(account));
  const edge = (permission: string) => (login: string) => ({ permission, node: { login } });
  const edges = [...(administrators ?? []).filter(isThere).map(edge('ADMIN')), ...collaborators.map(edge('WRITE'))];
  return { edges, pageInfo: { hasNextPage: false } };
}

/** Whom the identity provider knows; the filter takes names as they are written. */
function identities(state: GithubState, userName: string | null) {
  return state.accounts
    .filter((account) => account.scimId !== null && (userName === null || account.email === userName))
    .map((account) => ({
      samlIdentity: { nameId: account.email, username: null },
      scimIdentity: { username: account.email },
      user: isMember(account) ? { login: account.login } : null,
    }));
}

function onePage<Node>(all: readonly Node[], after: string | null | undefined) {
  const start = after ? Number(Buffer.from(after, 'base64').toString()) || 0 : 0;
  const end = start + pageSize;
  const hasNextPage = end < all.length;
  const endCursor = hasNextPage ? Buffer.from(String(end)).toString('base64') : null;
  return { nodes: all.slice(start, end), pageInfo: { hasNextPage, endCursor } };
}

function unknown(kind: string, name: string | null | undefined) {
  const message = `Could not resolve to a ${kind} with the login or slug of '${name ?? ''}'.`;
  return { data: null, errors: [{ type: 'NOT_FOUND', path: [kind.toLowerCase()], message }] };
}
