import type { Localized } from '../../../domain/localized.ts';
import type { ActionKind } from '../../action-kind.ts';
import { byHand } from '../by-hand.ts';
import type { Membership } from '../entra-shapes.ts';
import { type EntraSystem, userOf } from '../entra-system.ts';
import { type Elsewhere, elsewhere, groupsAmong, memberOf, nameOf } from '../memberships.ts';
import { deleted, readUser } from '../user-state.ts';

const places: readonly { place: Elsewhere; words(names: string, login: string): Localized }[] = [
  { place: 'rule', words: byHand.leaveByRule },
  { place: 'active-directory', words: byHand.leaveInActiveDirectory },
  { place: 'exchange', words: byHand.leaveInExchange },
];

/**
 * Memberships that Graph cannot end: one task for a person per place where they can be ended, also on an internal move.
 * Never attempted.
 */
export const otherGroups: ActionKind<EntraSystem> = {
  verb: 'other-groups',
  named: { en: 'groups that are managed elsewhere', fr: 'groupes gérés ailleurs' },
  provesItself: true,
  async plan({ id, login, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('other-groups')) return [];
    const all = groupsAmong((await memberOf(system, id, context)).items);
    return places.flatMap(({ place, words }) => {
      const there = all.filter((group) => elsewhere(group) === place);
      if (there.length === 0) return [];
      const names = namesOf(there);
      const call = words(names, login);
      return [
        {
          stage: 'groups',
          target: { id: place, label: names },
          call,
          effect: 'reversible',
          manual: true,
          verifiable: true,
        },
      ];
    });
  },
  async act(action) {
    return { status: 'manual', message: action.call };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, userOf(action), context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await memberOf(system, action.accountId, context);
    const left = groupsAmong(items).some((each) => elsewhere(each) === action.target?.id);
    return { state: left ? 'not-desired' : 'desired', evidence: [...read.evidence, ...evidence] };
  },
};

const mostNames = 12;

function namesOf(groups: readonly Membership[]): string {
  const names = groups.map(nameOf).toSorted();
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? `, +${more}` : '');
}
