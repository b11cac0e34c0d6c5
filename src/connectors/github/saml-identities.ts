import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { type GithubSystem, unproven } from './github-system.ts';
import { allNodes, inside } from './graphql.ts';

const identities = `samlIdentityProvider { externalIdentities(first: 100, after: $after, userName: $userName) {
  nodes { samlIdentity { nameId username } scimIdentity { username } user { login } }
  pageInfo { hasNextPage endCursor }
} }`;

/** Who keeps the identities: the organisation, or the enterprise it belongs to. Either may. */
const keepers = {
  organisation: {
    query: `query ($name: String!, $userName: String, $after: String) { organization(login: $name) { ${identities} } }`,
    way: ['organization'],
  },
  enterprise: {
    query: `query ($name: String!, $userName: String, $after: String) { enterprise(slug: $name) { ownerInfo { ${identities} } } }`,
    way: ['enterprise', 'ownerInfo'],
  },
} as const;

const nameShape = z.string().nullish().catch(null);
const identityShape = z.object({
  samlIdentity: z.object({ nameId: nameShape, username: nameShape }).nullish(),
  scimIdentity: z.object({ username: nameShape }).nullish(),
  /** Null for an identity that nobody has linked to an account yet. */
  user: z.object({ login: z.string() }).nullish(),
});
export type SamlIdentity = z.infer<typeof identityShape>;

export interface Identities {
  identities: readonly SamlIdentity[];
  evidence: readonly Evidence[];
}

/**
 * The SAML identities of the organisation, and of the enterprise that the settings name; with `userName`, those that
 * GitHub finds by it. Null when neither tells any: then they may be kept by an enterprise that is not named.
 * https://docs.github.com/graphql/reference/objects#organizationidentityprovider
 */
export async function samlIdentities(
  system: GithubSystem,
  userName: string | null,
  context: ConnectorContext,
): Promise<(Identities & { told: true }) | { told: false; evidence: readonly Evidence[] }> {
  const { org, enterprise } = system.settings;
  const asked = [
    ...(enterprise ? [{ ...keepers.enterprise, name: enterprise }] : []),
    { ...keepers.organisation, name: org },
  ];
  const all: SamlIdentity[] = [];
  const evidence: Evidence[] = [];
  let told = false;
  for (const { query, way, name } of asked) {
    const { nodes, evidence: read } = await allNodes(
      system,
      {
        query,
        variables: { name, userName },
        connectionIn(data) {
          // Null for whoever does not own the enterprise, whatever is behind it.
          if (inside(data, ...way) === null)
            throw unproven({
              en: `GitHub tells the owners of ${name} alone who signs in`,
              fr: `GitHub ne dit qu’aux propriétaires de ${name} qui se connecte`,
            });
          return inside(data, ...way, 'samlIdentityProvider', 'externalIdentities');
        },
        node: identityShape,
        what: { en: `SAML identities of ${name}`, fr: `identités SAML de ${name}` },
      },
      context,
    );
    evidence.push(...read);
    if (nodes === null) continue;
    told = true;
    all.push(...nodes);
  }
  return told ? { told, identities: all, evidence } : { told, evidence };
}

/** The names that an identity has, in small letters. */
export function namesOf({ samlIdentity, scimIdentity }: SamlIdentity): readonly string[] {
  return [samlIdentity?.nameId, samlIdentity?.username, scimIdentity?.username].flatMap(
    (name) => name?.toLowerCase() ?? [],
  );
}

/**
 * The logins that sign in under one of these names. `others`: those that sign in under an address that is none of
 * them, which is somebody else's. `claimed`: those, and whoever signs in under a name of the form of another of these,
 * an employee number. A persistent id or an account name does not tell whose it is: it may be this person's.
 */
export interface LoginsBySaml {
  theirs: readonly string[];
  others: readonly string[];
  claimed: readonly string[];
  told: boolean;
  evidence: readonly Evidence[];
}

/**
 * First by GitHub's own filter, which is quick. Where it finds nobody, by all identities: whether the filter minds
 * capitals is not documented, and only a list that holds others proves that somebody is not in it. Also by all of them
 * where logins were told that it does not find: `told`, of which the list may know that they are others'. Throws
 * `unproven` for a provider without a single identity.
 */
export async function loginsBySaml(
  system: GithubSystem,
  { names, told }: { names: readonly string[]; told: readonly string[] },
  context: ConnectorContext,
): Promise<LoginsBySaml> {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const forms = new Set(names.map(formOf));
  const isTheirs = (identity: SamlIdentity) => namesOf(identity).some((name) => wanted.has(name));
  const evidence: Evidence[] = [];
  const theirs: string[] = [];
  for (const name of names) {
    const found = await samlIdentities(system, name, context);
    evidence.push(...found.evidence);
    if (!found.told) return { theirs: [], others: [], claimed: [], told: false, evidence };
    if (found.identities.some((identity) => !namesOf(identity).includes(name.toLowerCase())))
      throw unproven(
        {
          en: 'GitHub answers the question for one identity with another',
          fr: 'GitHub répond par une autre identité que celle demandée',
        },
        evidence,
      );
    theirs.push(...found.identities.flatMap(({ user }) => user?.login ?? []));
  }
  const areFound = told.every((login) => theirs.some((one) => one.toLowerCase() === login.toLowerCase()));
  if (theirs.length > 0 && areFound) return { theirs, others: [], claimed: [], told: true, evidence };
  const all = await samlIdentities(system, null, context);
  if (!all.told || all.identities.length === 0)
    throw unproven(
      {
        en: 'GitHub tells no SAML identity at all, which shows nothing about one',
        fr: 'GitHub ne donne aucune identité SAML, ce qui ne prouve rien pour une seule',
      },
      [...evidence, ...all.evidence],
    );
  const loginsWhere = (belongs: (identity: SamlIdentity) => boolean) =>
    all.identities.filter(belongs).flatMap(({ user }) => user?.login ?? []);
  return {
    theirs: loginsWhere(isTheirs),
    others: loginsWhere((identity) => namesOf(identity).some((name) => name.includes('@')) && !isTheirs(identity)),
    claimed: loginsWhere(
      (identity) => namesOf(identity).some((name) => forms.has(formOf(name))) && !isTheirs(identity),
    ),
    told: true,
    evidence: [...evidence, ...all.evidence],
  };
}

/** What kind of name it is: an address; or a number of a company, by where it has letters and where digits. */
function formOf(name: string): string {
  return name.includes('@') ? '@' : name.toLowerCase().replaceAll(/[a-z]/g, 'a').replaceAll(/\d/g, '9');
}
