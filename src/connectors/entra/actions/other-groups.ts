import type { ActionKind } from '../../action-kind.ts';
import type { Membership } from '../entra-shapes.ts';
import type { EntraSystem } from '../entra-system.ts';
import { type Elsewhere, elsewhere, isGroup, memberOf, nameOf } from '../memberships.ts';
import { deleted } from '../user-state.ts';

const places: readonly { place: Elsewhere; label: string; words(names: string, login: string): string }[] = [
  {
    place: 'rule',
    label: 'dynamic',
    words: (names, login) =>
      `These groups take members by a rule, which still fits ${login}: ${names}. In the Entra admin centre, change the rule or the attribute it looks at.`,
  },
  {
    place: 'active-directory',
    label: 'Active Directory',
    words: (names, login) =>
      `In Active Directory, take ${login} out of: ${names}. Entra takes these groups from there.`,
  },
  {
    place: 'exchange',
    label: 'Exchange',
    words: (names, login) => `In the Exchange admin centre, take ${login} out of: ${names}. Graph can only read them.`,
  },
];

/** Memberships that Graph cannot end: one task for a person per place where they can be ended. Never attempted. */
export const otherGroups: ActionKind<EntraSystem> = {
  verb: 'other-groups',
  async plan({ id, login, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('other-groups')) return [];
    const all = (await memberOf(system, id, context)).items.filter(isGroup);
    return places.flatMap(({ place, label, words }) => {
      const there = all.filter((group) => elsewhere(group) === place);
      if (there.length === 0) return [];
      const call = words(namesOf(there), login);
      return [{ stage: 'task', target: { id: place, label }, call, effect: 'reversible', manual: true }];
    });
  },
  async act(action) {
    return { status: 'manual', message: action.call };
  },
  async readBack(action, system, context) {
    const { items, evidence } = await memberOf(system, action.accountId, context);
    const left = items.some((each) => isGroup(each) && elsewhere(each) === action.target?.id);
    return { state: left ? 'not-desired' : 'desired', evidence };
  },
};

const mostNames = 12;

function namesOf(groups: readonly Membership[]): string {
  const names = groups.map(nameOf).toSorted();
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(', ') + (more > 0 ? `, and ${more} more` : '');
}
