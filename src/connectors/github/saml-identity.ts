import { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { type GithubSystem, saw } from './github-system.ts';

const question = `query ($org: String!, $userName: String!) {
  organization(login: $org) { samlIdentityProvider { externalIdentities(first: 10, userName: $userName) { nodes {
    samlIdentity { nameId username } scimIdentity { username } user { login }
  } } } }
}`;

const identityShape = z.object({
  samlIdentity: z.object({ nameId: z.string().nullish(), username: z.string().nullish() }).nullish(),
  scimIdentity: z.object({ username: z.string().nullish() }).nullish(),
  user: z.object({ login: z.string() }).nullable(),
});

const answerShape = z.object({
  data: z.object({
    organization: z
      .object({
        samlIdentityProvider: z.object({ externalIdentities: z.object({ nodes: z.array(identityShape) }) }).nullable(),
      })
      .nullable(),
  }),
});

/** The logins that signed in with this address through the organisation's identity provider. REST has no such look-up. */
export async function loginsBySaml(
  { http, settings }: GithubSystem,
  email: string,
  context: ConnectorContext,
): Promise<{ logins: string[]; evidence: Evidence }> {
  // GitHub Enterprise Server has REST under /api/v3 and GraphQL beside it, under /api/graphql.
  const endpoint = /\/api\/v3\/?$/.test(settings.baseUrl) ? '/../graphql' : '/graphql';
  const call = { json: { query: question, variables: { org: settings.org, userName: email } }, changesNothing: true };
  const reply = await http.send('POST', endpoint, context, call);
  const answer = answerShape.safeParse(reply.data);
  const provider = answer.data?.data.organization?.samlIdentityProvider;
  if (!provider)
    throw new ConnectorError(
      'rejected',
      `GitHub tells no SAML identities of ${settings.org}; set saml: false or check the rights`,
      {
        evidence: [saw(reply, 'no SAML identities')],
      },
    );
  const wanted = email.toLowerCase();
  const logins = provider.externalIdentities.nodes
    .filter(({ samlIdentity, scimIdentity }) =>
      [samlIdentity?.nameId, samlIdentity?.username, scimIdentity?.username].some(
        (name) => name?.toLowerCase() === wanted,
      ),
    )
    .flatMap(({ user }) => user?.login ?? []);
  return { logins: [...new Set(logins)], evidence: saw(reply, `SAML identities: ${logins.join(', ') || 'none'}`) };
}
