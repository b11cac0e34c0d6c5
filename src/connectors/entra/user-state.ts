import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { requireSameUser } from '../kit/require-same-user.ts';
import { clockAhead } from './clock-ahead.ts';
import {
  type AnsweredUser,
  type DeletedUser,
  deletedUserFields,
  deletedUserShape,
  userFields,
  userShape,
} from './entra-shapes.ts';
import type { EntraSystem, UserRef } from './entra-system.ts';
import { isKnownToBeAbsent } from './known-absence.ts';

/** A user of whom everything was told that decisions hang on. */
export type EntraUser = AnsweredUser & { accountEnabled: boolean };

/**
 * A user as the directory has it. `deleted`: in the trash, where it cannot sign in and can be restored for thirty days,
 * or gone from there as well (`user` is null then).
 */
export type UserState =
  | { state: 'live'; user: EntraUser; evidence: Evidence[]; clockAhead: number }
  | { state: 'deleted'; user: DeletedUser | null; evidence: Evidence[] };

/**
 * By object id. Throws `mismatch` when Graph answers about somebody else, `unproven` when it does not tell whether the
 * account is enabled, or knows the id nowhere and cannot be shown to know others.
 */
export async function readUser(system: EntraSystem, user: UserRef, context: ConnectorContext): Promise<UserState> {
  const { http } = system;
  const { id } = user;
  const live = await http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
  // `/users/{id}` also takes a principal name: an answer about somebody else would be about somebody else.
  if (live.data) {
    requireSameUser('Graph', { asked: id, answered: live.data.id }, [live.evidence]);
    const known = told(live.data, [saw(live, 'does not tell whether it is enabled')]);
    return {
      state: 'live',
      user: known,
      evidence: [saw(live, statusOf(known))],
      clockAhead: clockAhead(live.headers, context),
    };
  }
  const trash = await http.find(path`/directory/deletedItems/${id}`, deletedUserShape, context, {
    query: { $select: deletedUserFields },
  });
  const evidence = [saw(live, 'no such user'), saw(trash, trash.data?.id === id ? 'in the trash' : 'not in the trash')];
  if (trash.data?.id === id) return { state: 'deleted', user: trash.data, evidence };
  evidence.push(...(await isKnownToBeAbsent(system, user, context)));
  return { state: 'deleted', user: null, evidence };
}

/** Null is what Graph writes where an app may not read: never taken for "disabled". */
export function told(user: AnsweredUser, evidence: Evidence[]): EntraUser {
  const { accountEnabled } = user;
  if (typeof accountEnabled === 'boolean') return { ...user, accountEnabled };
  throw new ConnectorError(
    'unproven',
    {
      en: 'Graph does not tell whether the account is enabled; the app needs User.Read.All',
      fr: 'Graph ne dit pas si le compte est activé ; il faut User.Read.All à l’application',
    },
    { evidence },
  );
}

export function isGuest({ userType }: Pick<EntraUser, 'userType'>): boolean {
  return userType === 'Guest';
}

/** Mastered in Active Directory: what Graph would change there, the next synchronisation undoes. */
export function isSynced({ onPremisesSyncEnabled }: { onPremisesSyncEnabled?: boolean | null | undefined }): boolean {
  return onPremisesSyncEnabled === true;
}

export function statusOf(user: EntraUser): string {
  return [
    user.accountEnabled ? 'enabled' : 'disabled',
    ...(isSynced(user) ? ['synced'] : []),
    ...(isGuest(user) ? ['guest'] : []),
  ].join(', ');
}

/** The status of an account that is in the trash or gone: nothing but its sign-in concerns us there. */
export const deleted = 'deleted';
