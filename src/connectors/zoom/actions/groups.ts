import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { readUser } from '../user-state.ts';
import { wholeList } from '../whole-list.ts';
import { groupShape } from '../zoom-shapes.ts';
import { isLeft, unproven, type ZoomSystem } from '../zoom-system.ts';

/** Groups of users, by which settings are given. The user's own record names them. */
export const groups = removableKind<ZoomSystem, { id: string; name: string }>({
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  stage: 'groups',
  effect: 'reversible',
  // A member cannot add themselves again, and the closing of an administrator waits for this stage.
  needs: [],
  noun: 'group membership',
  nounInFrench: 'l’appartenance au groupe',
  applies: (_, system) => !isLeft(system, 'groups'),
  async list({ id }, system, context) {
    const { user, evidence } = await readUser(system, id, context);
    if (user === null) return { items: [], evidence };
    if (user.group_ids === undefined)
      throw unproven(
        { en: 'Zoom does not tell the groups of the user', fr: 'Zoom ne dit pas les groupes de l’utilisateur' },
        evidence,
      );
    if (user.group_ids.length === 0) return { items: [], evidence };
    const all = await wholeList(system, { path: '/groups', name: 'groups', item: groupShape }, context);
    const nameOf = (group: string) => all.items.find((each) => each.id === group)?.name;
    return {
      items: user.group_ids.map((group) => ({ id: group, name: nameOf(group) ?? group })),
      evidence: [...evidence, ...all.evidence],
    };
  },
  target: ({ id, name }) => ({ id, label: name }),
  path: ({ account, target }) => path`/groups/${target}/members/${account}`,
});
