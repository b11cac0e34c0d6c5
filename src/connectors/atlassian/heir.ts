import { addressesOf } from '../../domain/people/people.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import { type AtlassianSystem, unproven } from './atlassian-system.ts';
import { isClosed, readUser, searchUsers } from './directory.ts';

/** Who takes over, as the organisation knows them. */
export interface Heir {
  id: string;
  name: string;
}

/** In place of the heir’s id, where nobody is known who takes over. */
export const nobody = 'nobody';

/**
 * Whoever takes over: chosen on the walk, else named by the settings, else the manager. Null where there is nobody
 * whose account is open there.
 */
export async function heirOf(
  system: AtlassianSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<Heir | null> {
  const addresses = heirAddresses(context, system.settings.to, addressesOf);
  if (addresses.length === 0) return null;
  const { items, evidence } = await searchUsers(system, { emails: addresses }, context);
  const mine = addresses.map((address) => address.toLowerCase());
  if (items.some(({ email }) => !mine.includes((email ?? '').toLowerCase())))
    throw unproven(
      {
        en: 'asked for who takes over, Atlassian answered about somebody else',
        fr: 'interrogé sur qui reprend, Atlassian a répondu sur quelqu’un d’autre',
      },
      evidence,
    );
  const [user] = items.filter((one) => one.accountId !== leaverId && one.accountStatus === 'active' && !isClosed(one));
  return user ? { id: user.accountId, name: user.name ?? user.email ?? user.accountId } : null;
}

/** Throws `conflict` where whoever was to take over has no open account any more. */
export async function requireOpenHeir(system: AtlassianSystem, id: string, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  if (user !== null && !isClosed(user)) return evidence;
  throw new ConnectorError(
    'conflict',
    {
      en: 'whoever takes over has no open account any more; look at the account anew',
      fr: 'qui reprend n’a plus de compte ouvert ; regardez à nouveau le compte',
    },
    { evidence },
  );
}
