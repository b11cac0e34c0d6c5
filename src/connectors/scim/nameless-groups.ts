import type { ActionKind } from '../action-kind.ts';
import { saw } from '../kit/connector-of.ts';
import { isAsked } from './groups.ts';
import { groupsWithoutId } from './memberships.ts';
import { tellsOwnGroups } from './no-groups.ts';
import { readUser, type ScimSystem } from './scim-system.ts';

/**
 * Memberships that the user's own list names without an id: SCIM cannot end them, so one task for a person names them
 * all.
 */
export const namelessGroups: ActionKind<ScimSystem> = {
  verb: 'nameless-groups',
  named: { en: 'groups without an id', fr: 'groupes sans identifiant' },
  async plan(account, system, context) {
    if (!isAsked(system)) return [];
    const names = groupsWithoutId((await readUser(system, account.id, context)).data?.groups);
    if (names.length === 0) return [];
    const list = names.join(', ').slice(0, 300);
    const { label } = system.settings;
    const call = {
      en: `In ${label}, take ${account.login} out of ${list}: the server tells no id of it. Relais reads by itself whether that is done.`,
      fr: `Dans ${label}, retirez ${account.login} de ${list} : le serveur n’en donne aucun identifiant. Relais vérifie lui-même que c’est fait.`,
    };
    return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
  },
  async act(action) {
    return { status: 'manual', message: action.call };
  },
  async readBack(action, system, context) {
    const user = await readUser(system, action.accountId, context);
    const left = groupsWithoutId(user.data?.groups);
    const evidence = [saw(user, `groups without an id: ${left.join(', ') || 'none'}`)];
    if (left.length > 0) return { state: 'not-desired', evidence };
    const isTold =
      user.data === null || user.data.groups?.length || (await tellsOwnGroups(system, { context, evidence }));
    return { state: isTold ? 'desired' : 'unreadable', evidence };
  },
};
