import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import type { OktaGroup } from '../okta-shapes.ts';
import { isEmptied, type OktaSystem } from '../okta-system.ts';
import { readUser } from '../user-status.ts';
import { groupName, groupsOf } from './groups.ts';

const mostNames = 12;

/**
 * Groups that an app or a directory feeds into Okta: only their source can take somebody out, so one task for a person
 * names them all. In the stage of the groups, so that an internal move has it too.
 */
export const appGroups: ActionKind<OktaSystem> = {
  verb: 'app-groups',
  named: { en: 'groups that an app or a directory feeds', fr: 'groupes alimentés par une application ou un annuaire' },
  provesItself: true,
  async plan({ id, login, status }, system, context) {
    if (system.settings.leave.includes('app-groups') || isEmptied(status)) return [];
    const { fed } = await fedGroups(system, id, context);
    if (fed.length === 0) return [];
    const names = namesOf(fed);
    return [{ stage: 'groups', call: byHand(login, names), effect: 'reversible', manual: true, verifiable: true }];
  },
  async act(action) {
    return { status: 'manual', message: action.call };
  },
  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (isEmptied(status)) return { state: 'desired', evidence };
    const { fed, evidence: listed } = await fedGroups(system, accountId, context);
    return { state: fed.length === 0 ? 'desired' : 'not-desired', evidence: [...evidence, ...listed] };
  },
};

/** Every type that is neither Okta's own nor built in, also one that Okta may add. */
async function fedGroups(system: OktaSystem, id: string, context: ConnectorContext) {
  const { items, evidence } = await groupsOf({ id }, system, context);
  return { fed: items.filter(({ type }) => type !== 'OKTA_GROUP' && type !== 'BUILT_IN'), evidence };
}

function namesOf(groups: readonly OktaGroup[]): string {
  const names = groups.map(groupName).toSorted();
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? `, +${more}` : '');
}

function byHand(login: string, names: string): Localized {
  return {
    en: `In the app or directory that feeds them, take ${login} out of: ${names}. Roles that come with them go with them.`,
    fr: `Dans l’application ou l’annuaire qui les alimente, retirez ${login} de : ${names}. Les rôles qui en viennent partent avec.`,
  };
}
