import { addressesOf } from '../../domain/people/people.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { heirAddresses } from '../kit/heir-words.ts';
import { type GoogleUser, userShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed } from './google-system.ts';
import { statusOf } from './user-state.ts';

/**
 * The account of whoever takes over what the leaver owns: chosen on the walk, else named by the settings, else the
 * manager. Null where there is nobody, or nobody who can sign in. Throws `unproven` when the organisation answers about
 * somebody else.
 */
export async function heirOf(
  system: GoogleSystem,
  leaverId: string,
  context: ConnectorContext,
): Promise<GoogleUser | null> {
  const { data } = system.settings;
  const addresses = heirAddresses(context, data?.to ?? 'manager', addressesOf);
  for (const address of addresses) {
    const key = path`/admin/directory/v1/users/${address}`;
    const reply = await system.http.find(key, userShape, context, { query: { projection: 'full' } });
    const user = reply.data;
    if (user === null) continue;
    const own = [user.primaryEmail, ...(user.aliases ?? []), ...(user.nonEditableAliases ?? [])];
    if (!own.some((each) => each.toLowerCase() === address.toLowerCase()))
      throw new ConnectorError(
        'unproven',
        {
          en: `asked for who takes over, Google answered about ${user.primaryEmail}`,
          fr: `interrogé sur qui reprend les données, Google a répondu sur ${user.primaryEmail}`,
        },
        { evidence: [saw(reply, `id ${user.id}`)] },
      );
    if (user.id !== leaverId && !isClosed(statusOf(user))) return user;
  }
  return null;
}
