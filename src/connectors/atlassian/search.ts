import type { Localized } from '../../domain/localized.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { Search } from '../kit/connector-parts.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { swappedCase } from '../kit/swapped-case.ts';
import { isListed } from '../planned-action.ts';
import type { DirectoryUser } from './atlassian-shapes.ts';
import { type AtlassianSystem, unproven } from './atlassian-system.ts';
import { accountOf, isClosed, readUser, searchUsers } from './directory.ts';
import { ownAccount } from './jira.ts';

/** Everybody in the organisation whose address is one of the person’s; an address is one account’s. */
export async function search(
  system: AtlassianSystem,
  { person, tenant }: { person: Person; tenant: string },
  context: ConnectorContext,
): Promise<Search> {
  const asked = addressesOf(person);
  const { items, evidence } = await searchUsers(system, { emails: asked }, context);
  const mine = asked.map((address) => address.toLowerCase());
  const users = items.filter(({ email }) => email !== undefined && mine.includes(email.toLowerCase()));
  // The filter compares whole addresses: an answer about others is none about this person.
  if (users.length < items.length)
    throw unproven(
      {
        en: 'asked for the person’s addresses, Atlassian answered about somebody else',
        fr: 'interrogé sur les adresses de la personne, Atlassian a répondu sur quelqu’un d’autre',
      },
      evidence,
    );
  const told = { asked, evidence: sawAll(evidence, `${users.length} by address`) };
  if (users.length === 0) return { status: 'none', ...told };
  return { status: 'found', accounts: users.map((user) => accountOf(system, user, tenant)), ...told };
}

/** Somebody who exists is found by their address in other capitals. */
export async function control(system: AtlassianSystem, context: ConnectorContext): Promise<readonly Evidence[]> {
  const some = await searchUsers(system, { most: 25 }, context);
  const known = some.items.find(({ email }) => email !== undefined && /[a-z]/i.test(email));
  if (known?.email !== undefined) {
    const found = await searchUsers(system, { emails: [swappedCase(known.email)] }, context);
    const seen = found.items.some(({ accountId }) => accountId === known.accountId);
    const all = [...some.evidence, ...sawAll(found.evidence, `control: somebody is ${seen ? '' : 'not '}found`)];
    if (seen) return all;
  }
  throw unproven(
    {
      en: 'Atlassian does not find somebody who exists by the same kind of query, so finding nobody proves nothing',
      fr: 'Atlassian ne trouve pas quelqu’un qui existe par une requête du même genre : ne trouver personne ne prouve rien',
    },
    some.evidence,
  );
}

const organisationAdministrator = 'atlassian/org-admin';

/**
 * Neither the account whose token Relais uses at Jira nor the last administrator of the organisation is touched; one on
 * the protected list is nobody who stays to do the work.
 */
export async function protection(
  system: AtlassianSystem,
  account: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  if ((await ownAccount(system, context)).id === account.id) return becauseOwnToken;
  const { user, evidence } = await readUser(system, account.id, context);
  if (user === null) return null;
  if (user.platformRoles === undefined)
    throw unproven(
      { en: 'Atlassian does not tell the roles of the account', fr: 'Atlassian ne dit pas les rôles du compte' },
      evidence,
    );
  if (!user.platformRoles.includes(organisationAdministrator)) return null;
  const { items } = await searchUsers(system, { roleIds: [organisationAdministrator] }, context);
  const stays = (other: DirectoryUser) =>
    other.accountId !== account.id &&
    other.platformRoles?.includes(organisationAdministrator) === true &&
    other.accountStatus === 'active' &&
    !isClosed(other) &&
    !isListed(system.settings.protected, { id: other.accountId, login: other.email ?? '' });
  return items.some(stays)
    ? null
    : {
        en: 'it is the last administrator of the organisation who is active',
        fr: 'c’est le dernier administrateur actif de l’organisation',
      };
}
