import { z } from 'zod';
import type { ListedAccount } from '../../domain/systems/listed-account.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { addressesIn, instantIn, listed, requireSight } from '../kit/account-list.ts';
import type { AccountsTold } from '../kit/accounts-told.ts';
import { userShape } from './entra-shapes.ts';
import { type EntraSystem, listAll } from './entra-system.ts';

const text = z.string().nullish().catch(null);

/** https://learn.microsoft.com/graph/api/user-list ; of sign-ins, those that succeeded: others also count failures. */
const listedUserShape = userShape
  .omit({ licenseAssignmentStates: true, signInSessionsValidFromDateTime: true, onPremisesSyncEnabled: true })
  .extend({ jobTitle: text, createdDateTime: text, externalUserState: text });
const withSignIns = listedUserShape.extend({
  signInActivity: z.object({ lastSuccessfulSignInDateTime: text }).nullish().catch(null),
});
type ListedUser = z.infer<typeof withSignIns>;

/** With sign-ins Graph puts no more on a page: https://learn.microsoft.com/graph/api/resources/signinactivity */
const pageSize = 500;

/**
 * Every user of the tenant but those in the trash. An app with User.Read.All sees them all; one without sees no
 * `accountEnabled`. Sign-ins are told in tenants with P1 alone, and only since 2023: who has none is not called unused.
 */
export async function accounts(system: EntraSystem, context: ConnectorContext): Promise<AccountsTold> {
  const { users, untold, evidence } = await everyUser(system, context);
  requireSight(
    users.every(({ accountEnabled, userPrincipalName }) => typeof accountEnabled === 'boolean' && userPrincipalName),
    {
      en: 'Graph does not tell of all users whether they are enabled; the app needs User.Read.All',
      fr: 'Graph ne dit pas de tous les utilisateurs s’ils sont activés ; il faut User.Read.All à l’application',
    },
    evidence,
  );
  return { accounts: users.map(accountOf), untold, evidence };
}

async function everyUser(system: EntraSystem, context: ConnectorContext) {
  const list = <User extends ListedUser>(shape: z.ZodType<User>, fields: readonly string[]) => {
    const query = { $select: fields.join(','), $top: pageSize };
    return listAll({ ...system, http: system.http }, { path: '/users', shape, query }, context);
  };
  const plain = () => list(listedUserShape as z.ZodType<ListedUser>, Object.keys(listedUserShape.shape));
  if (!system.settings.signIns) {
    const { items, evidence } = await plain();
    return { users: items, evidence, untold: [] };
  }
  try {
    const { items, evidence } = await list(withSignIns, Object.keys(withSignIns.shape));
    return { users: items, evidence, untold: [] };
  } catch (error) {
    // Without P1, or without AuditLog.Read.All, the whole question is refused.
    if (!(error instanceof ConnectorError) || !['unauthorised', 'rejected'].includes(error.kind)) throw error;
    const { items, evidence } = await plain();
    const named = { en: 'last sign-ins', fr: 'dernières connexions' };
    return { users: items, evidence, untold: [{ named, reason: error.words }] };
  }
}

const smtp = /^smtp:/i;

function accountOf(user: ListedUser): ListedAccount {
  const { id, userPrincipalName, displayName, mail, proxyAddresses, accountEnabled, userType } = user;
  const isGuest = userType?.toLowerCase() === 'guest';
  const login = userPrincipalName ?? id;
  return listed({
    id,
    login,
    name: displayName ?? null,
    // A guest's sign-in name is no address; `otherMails` people write themselves.
    addresses: addressesIn([
      mail,
      login.includes('#EXT#') ? null : login,
      ...(proxyAddresses ?? []).filter((each) => smtp.test(each)).map((each) => each.replace(smtp, '')),
    ]),
    employeeNumber: user.employeeId ?? null,
    title: user.jobTitle ?? null,
    status: accountEnabled === false ? 'disabled' : 'enabled',
    standing: accountEnabled === false ? 'closed' : user.externalUserState === 'PendingAcceptance' ? 'invited' : 'open',
    kind: isGuest ? 'guest' : 'person',
    createdAt: instantIn(user.createdDateTime),
    lastUse: instantIn(user.signInActivity?.lastSuccessfulSignInDateTime),
  });
}
