import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { becauseOwnToken } from '../kit/own-account.ts';
import { userShape } from './gitea-shapes.ts';
import { type GiteaSystem, wholeList } from './gitea-system.ts';
import { ownAdministrator } from './own-user.ts';
import { isClosed, readUser } from './user-now.ts';

const lastAdministrator: Localized = {
  en: 'it is the last active administrator beside Relais’ own account',
  fr: 'c’est le dernier administrateur actif à part le compte de Relais',
};

/**
 * Why the account must stay: Relais’ own, or the last administrator who is a person. Relais’ own account does not count
 * as another one: nobody signs in as it. Throws when it cannot be told.
 */
export async function protection(
  system: GiteaSystem,
  { id, login }: Account,
  context: ConnectorContext,
): Promise<Localized | null> {
  const own = await ownAdministrator(system, context);
  const { basic } = system.settings;
  if (own.user.id === id || basic?.user.toLowerCase() === login.toLowerCase()) return becauseOwnToken;
  const { user } = await readUser(system, id, context);
  if (user === null || !user.is_admin || isClosed(user)) return null;
  // Versions that heed no filter tell everybody.
  const list = { path: '/admin/users', shape: z.array(userShape), query: { is_admin: 'true' } };
  const { items } = await wholeList(system.http, list, context);
  const isOther = (each: (typeof items)[number]) => each.is_admin && each.active && !isClosed(each);
  const others = items.filter((each) => isOther(each) && each.id !== id && each.id !== own.user.id);
  return others.length > 0 ? null : lastAdministrator;
}
