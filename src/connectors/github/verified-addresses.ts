import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { allNodes, inside } from './graphql.ts';

const query = `query ($org: String!, $after: String) { organization(login: $org) {
  membersWithRole(first: 100, after: $after) {
    nodes { login organizationVerifiedDomainEmails(login: $org) }
    pageInfo { hasNextPage endCursor }
  }
} }`;

const memberShape = z.object({ login: z.string().min(1), organizationVerifiedDomainEmails: z.array(z.string()) });

/**
 * The members who have proved to GitHub that one of these addresses is theirs. GitHub shows an organisation only
 * addresses in domains that it has verified, and of its members alone. `told`: it shows one of anybody. `others`: who
 * shows other addresses alone. They may still be this person, so nothing follows for those who are not found.
 * https://docs.github.com/graphql/reference/users#user
 */
export async function loginsByVerifiedAddress(
  system: GithubSystem,
  addresses: readonly string[],
  context: ConnectorContext,
): Promise<{ theirs: readonly string[]; others: readonly string[]; told: boolean; evidence: readonly Evidence[] }> {
  const { org } = system.settings;
  const { nodes, evidence } = await allNodes(
    system,
    {
      query,
      variables: { org },
      connectionIn: (data) => inside(data, 'organization', 'membersWithRole'),
      node: memberShape,
      what: { en: `verified addresses of ${org}`, fr: `adresses vérifiées de ${org}` },
    },
    context,
  );
  if (nodes === null || nodes.length === 0)
    throw unproven(
      {
        en: `GitHub tells no member of ${org}, and every organisation has one`,
        fr: `GitHub ne donne aucun membre de ${org}, et toute organisation en a un`,
      },
      evidence,
    );
  const loginOf = new Map<string, string>();
  for (const { login, organizationVerifiedDomainEmails } of nodes)
    for (const address of new Set(organizationVerifiedDomainEmails.map((one) => one.toLowerCase()))) {
      if (loginOf.has(address))
        throw unproven(
          {
            en: 'GitHub tells one verified address of two accounts, and each address has one',
            fr: 'GitHub donne une même adresse vérifiée pour deux comptes, et chaque adresse n’en a qu’un',
          },
          evidence,
        );
      loginOf.set(address, login);
    }
  const theirs = addresses.flatMap((address) => loginOf.get(address.toLowerCase()) ?? []);
  const others = new Set([...loginOf.values()].filter((login) => !theirs.includes(login)));
  return { theirs: [...new Set(theirs)], others: [...others], told: loginOf.size > 0, evidence };
}
