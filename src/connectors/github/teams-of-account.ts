import { z } from 'zod';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { teamMembershipShape, teamShape } from './github-shapes.ts';
import { type GithubSystem, organisationIdOf, unproven } from './github-system.ts';
import { allNodes, inside } from './graphql.ts';
import { teamsOfOrganisation } from './whole-list.ts';

export interface Team {
  id: string;
  name: string;
}

const question = `query ($org: String!, $login: String!, $after: String) {
  organization(login: $org) { teams(first: 100, after: $after, userLogins: [$login]) {
    nodes { databaseId name slug } pageInfo { hasNextPage endCursor }
  } }
}`;

const nodeShape = z
  .object({
    databaseId: z.union([z.int(), z.string()]).transform(String),
    name: z.string().nullish().catch(null),
    slug: z.string().nullish().catch(null),
  })
  .transform(({ databaseId: id, name, slug }) => ({ id, name: name || slug || id }));

/**
 * The teams an account is in. REST lists no teams by user, so it takes a call a team: GraphQL takes one a hundred of
 * theirs. Where that is refused, each team is asked, as many at once as the settings allow.
 */
export async function teamsOf(
  system: GithubSystem,
  account: Pick<Account, 'login' | 'tenant'>,
  context: ConnectorContext,
): Promise<readonly Team[]> {
  return (await teamsByGraphql(system, account, context)) ?? teamsByRest(system, account, context);
}

/** Null where GraphQL is refused. */
export async function teamsByGraphql(
  system: GithubSystem,
  { login }: Pick<Account, 'login'>,
  context: ConnectorContext,
): Promise<readonly Team[] | null> {
  const { nodes, evidence } = await allNodes(
    system,
    {
      query: question,
      variables: { org: system.settings.org, login },
      connectionIn: (data) => inside(data, 'organization', 'teams'),
      node: nodeShape,
      what: { en: 'teams', fr: 'équipes' },
    },
    context,
  ).catch((error: unknown) => {
    if (error instanceof ConnectorError && isRefusal(error)) return { nodes: null, evidence: [] };
    throw error;
  });
  if (nodes !== null && new Set(nodes.map(({ id }) => id)).size < nodes.length)
    throw unproven(
      {
        en: 'GitHub told some teams twice: the pages do not make one list',
        fr: 'GitHub a donné des équipes deux fois : les pages ne font pas une liste',
      },
      evidence,
    );
  return nodes;
}

/** GraphQL may be off, out of reach of the credentials, or older than the question. */
function isRefusal({ kind }: ConnectorError): boolean {
  return kind === 'unauthorised' || kind === 'rejected' || kind === 'not-found';
}

async function teamsByRest(
  system: GithubSystem,
  { login, tenant }: Pick<Account, 'login' | 'tenant'>,
  context: ConnectorContext,
): Promise<readonly Team[]> {
  const { items } = await teamsOfOrganisation(system, context);
  const organisation = organisationIdOf(system, tenant);
  const inIt = await Promise.all(
    items.map(({ id }) => membershipIn(system, { organisation, team: id, login }, context)),
  );
  return items.flatMap(({ id, name, slug }, index) => (inIt[index]?.member ? [{ id, name: name || slug || id }] : []));
}

interface InTeam {
  /** By number: names and slugs change. */
  organisation: string;
  team: string;
  login: string;
}

/** The address of a team membership that no renaming changes. https://docs.github.com/rest/teams/members */
export function membershipCall({ organisation, team, login }: InTeam): string {
  return path`/organizations/${organisation}/team/${team}/memberships/${login}`;
}

/** Whether the login is in the team. `false` counts only beside `requireTeam`. */
export async function membershipIn({ http }: GithubSystem, of: InTeam, context: ConnectorContext) {
  const reply = await http.find(membershipCall(of), teamMembershipShape, context);
  const detail = reply.data ? `in team ${of.team}, ${reply.data.state ?? 'state untold'}` : `not in team ${of.team}`;
  return { member: reply.data !== null, evidence: saw(reply, detail) };
}

/**
 * Proves that a 404 about a membership is about the membership: the team answers to its number, or is gone from a list
 * of teams that is read to its end: that is `proven` only beside `provenAbove`. Throws `unproven` else.
 */
export async function requireTeam(
  system: GithubSystem,
  { organisation, team }: Omit<InTeam, 'login'>,
  context: ConnectorContext,
): Promise<{ proven: boolean; evidence: readonly Evidence[] }> {
  const reply = await system.http.find(path`/organizations/${organisation}/team/${team}`, teamShape, context);
  if (reply.data?.id === team) {
    const seen = saw(reply, `team ${team} is ${reply.data.name ?? reply.data.slug ?? 'there'}`);
    return { proven: true, evidence: [seen] };
  }
  const { items, evidence } = await teamsOfOrganisation(system, context);
  const all = [saw(reply, `team ${team} does not answer`), ...evidence];
  if (items.some(({ id }) => id === team))
    throw unproven(
      { en: `team ${team} is listed and does not answer`, fr: `l’équipe ${team} est listée et ne répond pas` },
      all,
    );
  return { proven: false, evidence: all };
}

/** How many are in the team, null where it is not told. */
export async function sizeOf(
  { http }: GithubSystem,
  { organisation, team }: Omit<InTeam, 'login'>,
  context: ConnectorContext,
): Promise<number | null> {
  const reply = await http.find(path`/organizations/${organisation}/team/${team}`, teamShape, context);
  return reply.data?.members_count ?? null;
}
