import { z } from 'zod';
import type { Localized, Words } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { OwnedKind } from '../kit/owned-list.ts';
import type { GithubSystem } from './github-system.ts';
import { allNodes, inside } from './graphql.ts';
import { invitationOf } from './invited-address.ts';

const loginShape = z.object({ login: z.string() });

/** https://docs.github.com/graphql/reference/objects#repositorycollaboratorconnection : null without push access. */
const repositoryShape = z.object({
  name: z.string(),
  collaborators: z
    .object({
      edges: z.array(z.object({ permission: z.string(), node: loginShape })),
      pageInfo: z.object({ hasNextPage: z.boolean() }),
    })
    .nullish()
    .catch(null),
});

const repositoriesQuestion = `query ($org: String!, $after: String) {
  organization(login: $org) { repositories(first: 50, after: $after, isArchived: false) {
    nodes { name collaborators(first: 100, affiliation: DIRECT) {
      edges { permission node { login } } pageInfo { hasNextPage }
    } } pageInfo { hasNextPage endCursor }
  } }
}`;

/**
 * Repositories to which nobody else was added as an administrator. Owners of the organisation administer all of them,
 * and look after none of them by that.
 */
const repositories: OwnedKind<GithubSystem> = {
  named: { en: 'repositories that nobody else administers', fr: 'dépôts que personne d’autre n’administre' },
  async read(system, account, context) {
    const nodes = await told(system, account, context, {
      query: repositoriesQuestion,
      connection: 'repositories',
      node: repositoryShape,
      what: { en: 'repositories', fr: 'dépôts' },
    });
    return nodes.flatMap(({ name, collaborators }): Words[] => {
      // A longer list may name another one.
      if (!collaborators || collaborators.pageInfo.hasNextPage) return [];
      const administrators = collaborators.edges.filter(({ permission }) => permission === 'ADMIN');
      const isAlone = isOnly(
        administrators.map(({ node }) => node),
        account,
      );
      return isAlone ? [{ en: `Repository ${name}`, fr: `Dépôt ${name}` }] : [];
    });
  },
};

const teamShape = z.object({ name: z.string(), members: z.object({ nodes: z.array(loginShape) }) });

const teamsQuestion = `query ($org: String!, $login: String!, $after: String) {
  organization(login: $org) { teams(first: 100, after: $after, userLogins: [$login]) {
    nodes { name members(first: 2, role: MAINTAINER, membership: IMMEDIATE) { nodes { login } } }
    pageInfo { hasNextPage endCursor }
  } }
}`;

const teams: OwnedKind<GithubSystem> = {
  named: { en: 'teams that nobody else maintains', fr: 'équipes que personne d’autre ne gère' },
  async read(system, account, context) {
    if (system.settings.leave.includes('teams')) return [];
    const nodes = await told(system, account, context, {
      query: teamsQuestion,
      connection: 'teams',
      node: teamShape,
      what: { en: 'teams', fr: 'équipes' },
    });
    return nodes.flatMap(({ name, members }): Words[] =>
      isOnly(members.nodes, account) ? [{ en: `Team ${name}`, fr: `Équipe ${name}` }] : [],
    );
  },
};

export const owned: readonly OwnedKind<GithubSystem>[] = [repositories, teams];

/** Nothing for an invitation that went to an address: it is nobody yet. */
async function told<Node>(
  system: GithubSystem,
  account: Account,
  context: ConnectorContext,
  asked: { query: string; connection: string; node: z.ZodType<Node>; what: Localized },
): Promise<readonly Node[]> {
  if (invitationOf(account) !== null) return [];
  const { org } = system.settings;
  const variables = asked.query.includes('$login') ? { org, login: account.login } : { org };
  const question = {
    ...asked,
    variables,
    connectionIn: (data: object) => inside(data, 'organization', asked.connection),
  };
  return (await allNodes(system, question, context)).nodes ?? [];
}

function isOnly(people: readonly z.infer<typeof loginShape>[], { login }: Account): boolean {
  return people.length === 1 && people[0]?.login.toLowerCase() === login.toLowerCase();
}
