import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { configuredLogins } from './github-settings.ts';
import { userShape } from './github-shapes.ts';
import type { GithubSystem } from './github-system.ts';
import { namesOf, samlIdentities } from './saml-identities.ts';
import { peopleOf } from './whole-list.ts';

export const rehearsal: Rehearsal<GithubSystem> = {
  async people(system, context) {
    const { items } = await peopleOf(system, 'members', context);
    const configured = configuredLogins(system.settings);
    const names = await namesBySaml(system, context);
    const known = items.map(({ id, login }): KnownPerson => {
      const theirs = [...configured].filter(([, logins]) =>
        logins.some((each) => String(each).toLowerCase() === login.toLowerCase() || String(each) === id),
      );
      const addresses = theirs.map(([address]) => address);
      return { id, addresses, values: valuesOf({ login, saml: names.get(login.toLowerCase()) }) };
    });
    const isNamed = ({ addresses: theirs, values }: KnownPerson) =>
      Number(theirs?.length !== 0 || values['saml'] !== undefined);
    return known.toSorted((a, b) => isNamed(b) - isNamed(a));
  },
  lookUps: ({ settings }) => [
    {
      key: 'login',
      by: { en: 'the login', fr: 'l’identifiant' },
      holds: 'name',
      anyCase: true,
      // Whoever likes may have any name.
      alsoFindsOthers: true,
      async find({ http }, login, context) {
        const { data } = await http.find(path`/users/${login}`, userShape, context);
        return data ? [data.id] : [];
      },
    },
    ...(settings.saml
      ? [
          {
            key: 'saml',
            by: { en: 'the name of the SAML identity', fr: 'le nom de l’identité SAML' },
            holds: 'address' as const,
            // The search reads all identities where the filter finds nobody.
            anyCase: false,
            find: idsBySaml,
          },
        ]
      : []),
  ],
  grant: (_, verb) => grants[verb ?? ''] ?? grants[''] ?? { en: '', fr: '' },
};

const grants: Readonly<Record<string, { en: string; fr: string }>> = {
  '': {
    en: 'Use a token of an owner of the organisation with admin:org, or a GitHub App with members: write. Where SAML identities are the enterprise’s, name it in `enterprise`, else set saml: false.',
    fr: 'Utilisez un jeton d’un propriétaire de l’organisation avec admin:org, ou une application GitHub avec members: write. Si les identités SAML sont celles de l’entreprise, nommez-la dans `enterprise`, sinon écrivez saml: false.',
  },
  roles: {
    en: 'Give custom organisation roles: write, or set leave: [roles].',
    fr: 'Donnez custom organisation roles: write, ou écrivez leave: [roles].',
  },
  teams: {
    en: 'Give members: write, or set leave: [teams].',
    fr: 'Donnez members: write, ou écrivez leave: [teams].',
  },
  'sso-credentials': {
    en: 'Only an owner of an organisation with SAML single sign-on may; else set sso: false.',
    fr: 'Seul un propriétaire d’une organisation avec authentification unique SAML le peut ; sinon écrivez sso: false.',
  },
  'fine-grained-tokens': {
    en: 'Only a GitHub App may, with personal access tokens: write; else set fineGrainedTokens: false.',
    fr: 'Seule une application GitHub le peut, avec personal access tokens: write ; sinon écrivez fineGrainedTokens: false.',
  },
};

/** Names by the login that signs in under them; none where nobody tells, which the check says. */
async function namesBySaml(
  system: GithubSystem,
  context: ConnectorContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!system.settings.saml) return new Map();
  const all = await samlIdentities(system, null, context);
  const identities = all.told ? all.identities : [];
  return new Map(
    identities.flatMap((identity) => (identity.user ? [[identity.user.login.toLowerCase(), namesOf(identity)]] : [])),
  );
}

async function idsBySaml(system: GithubSystem, name: string, context: ConnectorContext): Promise<readonly string[]> {
  const found = await samlIdentities(system, name, context);
  if (!found.told) return [];
  const logins = new Set(found.identities.flatMap(({ user }) => user?.login.toLowerCase() ?? []));
  const { items } = await peopleOf(system, 'members', context);
  return items.filter(({ login }) => logins.has(login.toLowerCase())).map(({ id }) => id);
}
