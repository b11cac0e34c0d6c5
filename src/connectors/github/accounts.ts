import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import type { AccountListing } from '../../engine/ports/account-list.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed, unlessRefused } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { configuredLogins, revokesFineGrainedTokens } from './github-settings.ts';
import { organisationTokenShape } from './github-shapes.ts';
import type { GithubSystem } from './github-system.ts';
import { accountIdOfInvitation } from './invited-address.ts';
import { namesOf, samlIdentities } from './saml-identities.ts';
import { sightOf } from './sight.ts';
import { invitationsOf, peopleOf, wholeList } from './whole-list.ts';

/**
 * Members, outside collaborators and open invitations. GitHub tells nobody's address: they come from SAML and from the
 * settings, and a login of which neither says whose it is has none. `sightOf` proves that nothing is hidden.
 */
export async function accounts(system: GithubSystem, context: ConnectorContext): Promise<AccountsTold> {
  const { settings } = system;
  const evidence: Evidence[] = [...(await sightOf(system, context))];
  const known = await addressesByLogin(system, context);
  const people = new Map<string, ListedAccount>();
  for (const [which, kind] of [
    ['outside collaborators', 'guest'],
    ['members', 'person'],
  ] as const) {
    const { items, evidence: read } = await peopleOf(system, which, context);
    evidence.push(...read);
    for (const { id, login, name } of items) {
      const isOther = settings.otherLogins.some((other) => other.toLowerCase() === login.toLowerCase());
      const addresses = addressesIn([...(known.of.get(login.toLowerCase()) ?? []), ...(known.of.get(id) ?? [])]);
      const status = kind === 'guest' ? 'outside collaborator' : 'member';
      const standing = 'open';
      people.set(
        id,
        listed({ id, login, name: name ?? null, addresses, status, standing, kind: isOther ? 'service' : kind }),
      );
    }
  }
  const invitations = settings.invitations
    ? await unlessRefused(
        { en: 'invitations', fr: 'invitations' },
        async () => (await invitationsOf(system, context)).items,
      )
    : { items: [], untold: [] };
  const invited = invitations.items.map(({ id, login, email, created_at }) =>
    listed({
      id: accountIdOfInvitation(id),
      login: login ?? email ?? id,
      addresses: addressesIn([email, ...(login ? (known.of.get(login.toLowerCase()) ?? []) : [])]),
      status: 'invited',
      standing: 'invited',
      createdAt: instantIn(created_at),
    }),
  );
  const tokens = revokesFineGrainedTokens(settings)
    ? await unlessRefused({ en: 'fine-grained tokens', fr: 'jetons à granularité fine' }, () =>
        tokensOf(system, context),
      )
    : { items: [], untold: [] };
  return {
    accounts: [...people.values(), ...invited],
    credentials: tokens.items,
    untold: [...known.untold, ...invitations.untold, ...tokens.untold],
    evidence,
  };
}

/** By login in small letters, and by the account's number where the settings give that. */
async function addressesByLogin(
  system: GithubSystem,
  context: ConnectorContext,
): Promise<{ of: ReadonlyMap<string, readonly string[]>; untold: AccountListing['untold'] }> {
  const of = new Map<string, string[]>();
  const add = (login: string, address: string) => {
    const key = login.toLowerCase();
    of.set(key, [...(of.get(key) ?? []), address]);
  };
  for (const [address, logins] of configuredLogins(system.settings))
    for (const login of logins) add(String(login), address);
  if (!system.settings.saml) return { of, untold: [] };
  const { items, untold } = await unlessRefused({ en: 'SAML identities', fr: 'identités SAML' }, async () => {
    const found = await samlIdentities(system, null, context);
    return found.told ? found.identities : [];
  });
  for (const identity of items) for (const name of namesOf(identity)) if (identity.user) add(identity.user.login, name);
  return { of, untold };
}

async function tokensOf(system: GithubSystem, context: ConnectorContext) {
  const { items } = await wholeList(
    system,
    {
      call: `/orgs/${system.settings.org}/personal-access-tokens`,
      what: { en: 'fine-grained tokens', fr: 'jetons à granularité fine' },
      item: organisationTokenShape,
      idOf: ({ id }) => id,
    },
    context,
  );
  return items.map(({ id, owner, token_name, token_last_used_at }) => ({
    id,
    label: token_name ?? id,
    owner: owner.id,
    lastUse: instantIn(token_last_used_at),
  }));
}
