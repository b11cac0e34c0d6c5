import { inEnglish } from '../../domain/localized.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { saw } from '../kit/connector-of.ts';
import { isAsked } from './groups.ts';
import { groupsWithoutId, type Memberships, membershipsOf } from './memberships.ts';
import { tellsOwnGroups } from './no-groups.ts';
import { readUser, type ScimSystem } from './scim-system.ts';

/** So long is the list of names in the task at most. */
const mostLetters = 300;

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
    const list = names.join(', ').slice(0, mostLetters);
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
    if (user.data === null) return { state: 'desired', evidence };
    const listed = user.data.groups ?? [];
    const inactive = user.data.active === false;
    const isTold = listed.length > 0 || (await tellsOwnGroups(system, { context, evidence, inactive }));
    // The server may tell by now of which id the very group is, in the user's own list or among the groups.
    const still = await stillNamed(action, system, context);
    evidence.push(...still.evidence);
    if (still.named) return { state: 'not-desired', evidence };
    return { state: isTold && still.named === false ? 'desired' : 'unreadable', evidence };
  },
};

/** Of the groups that have an id, whether one has a name that the task names. Null where that cannot be told. */
async function stillNamed(action: PlannedAction, system: ScimSystem, context: ConnectorContext) {
  const [, list] = inEnglish(action.call).match(/ out of (.*): the server tells no id of it\. /s) ?? [];
  const { memberships, evidence } = await membershipsKnown(system, action.accountId, context);
  // A list that was cut short may have named any group.
  if (list === undefined || list.length >= mostLetters)
    return { named: memberships.length > 0 ? null : false, evidence };
  return { named: memberships.some(({ name }) => `, ${list}, `.includes(`, ${name}, `)), evidence };
}

/** None where the server cannot be asked by member: the user's own list is what there is then. */
async function membershipsKnown(
  system: ScimSystem,
  userId: string,
  context: ConnectorContext,
): Promise<Pick<Memberships, 'memberships' | 'evidence'>> {
  try {
    return await membershipsOf(system, userId, context);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind !== 'unproven' || error.cause !== undefined) throw error;
    return { memberships: [], evidence: [...error.evidence] };
  }
}
