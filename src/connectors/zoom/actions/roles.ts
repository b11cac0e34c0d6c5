import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { readUser } from '../user-state.ts';
import { isLeft, memberRole, ownerRole, unproven, type ZoomSystem } from '../zoom-system.ts';

/**
 * An administrator's role, built in or of the company's own: whoever loses it is a member. Goes first, because Zoom
 * closes members alone.
 */
export const roles = removableKind<ZoomSystem, { id: string; name: string }>({
  verb: 'roles',
  named: { en: 'the administrator’s role', fr: 'le rôle d’administrateur' },
  stage: 'groups',
  effect: 'reversible',
  needs: [],
  noun: 'role',
  nounInFrench: 'le rôle',
  applies: (_, system) => !isLeft(system, 'roles'),
  async list({ id }, system, context) {
    const { user, evidence } = await readUser(system, id, context);
    if (user === null) return { items: [], evidence };
    if (user.role_id === undefined)
      throw unproven(
        { en: 'Zoom does not tell the role of the user', fr: 'Zoom ne dit pas le rôle de l’utilisateur' },
        evidence,
      );
    const { role_id, role_name } = user;
    const isHeld = role_id !== memberRole && role_id !== ownerRole;
    return { items: isHeld ? [{ id: role_id, name: role_name ?? role_id }] : [], evidence };
  },
  target: ({ id, name }) => ({ id, label: name }),
  path: ({ account, target }) => path`/roles/${target}/members/${account}`,
});
