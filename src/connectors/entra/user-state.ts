import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { type DeletedUser, deletedUserShape, type EntraUser, userFields, userShape } from './entra-shapes.ts';
import { type EntraSystem, saw } from './entra-system.ts';

/** A user as the directory has it; one in the trash cannot sign in, and can be restored for thirty days. */
export type UserState =
  | { state: 'live'; user: EntraUser; evidence: Evidence[] }
  | { state: 'deleted'; user: DeletedUser; evidence: Evidence[] };

/** By object id. A 404 in both places is no proof of absence: the tenant may be the wrong one. */
export async function readUser({ http }: EntraSystem, id: string, context: ConnectorContext): Promise<UserState> {
  const live = await http.find(path`/users/${id}`, userShape, context, { query: { $select: userFields } });
  // `/users/{id}` also takes a principal name: an answer about somebody else would be about somebody else.
  if (live.data && live.data.id !== id)
    throw new ConnectorError('mismatch', `asked for ${id}, Graph answered about ${live.data.id}`, {
      evidence: [saw(live, `id ${live.data.id}`)],
    });
  if (live.data) return { state: 'live', user: live.data, evidence: [saw(live, statusOf(live.data))] };
  const trash = await http.find(path`/directory/deletedItems/${id}`, deletedUserShape, context);
  const evidence = [saw(live, 'no such user'), saw(trash, trash.data ? 'in the trash' : 'not in the trash')];
  if (trash.data) return { state: 'deleted', user: trash.data, evidence };
  throw new ConnectorError('not-found', `${id} is neither among the users nor in the trash of this tenant`, {
    evidence,
  });
}

export function isGuest({ userType }: EntraUser): boolean {
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

/** The status of an account that lies in the trash: nothing but its sign-in concerns us there. */
export const deleted = 'deleted';
