import { path } from '../../http/path.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { type GitlabSystem, isLeft } from '../gitlab-system.ts';
import { addressOf } from '../group-tree.ts';
import { type Membership, membershipsOf } from '../memberships.ts';

/**
 * Memberships of groups and projects, one action each. That of the top-level group of the settings closes the account
 * (`disable`), and the only owner of a group cannot be taken out (`ownedGroups`).
 */
export const memberships = removableKind<GitlabSystem, Membership>({
  verb: 'memberships',
  named: { en: 'memberships of groups and projects', fr: 'appartenances à des groupes et projets' },
  stage: 'groups',
  effect: 'reversible',
  noun: 'membership',
  nounInFrench: 'l’appartenance',
  applies: (_, system) => !isLeft(system, 'memberships'),
  list: ({ id }, system, context) => membershipsOf(system, id, context),
  target: ({ id, name }) => ({ id, label: name }),
  removes: ({ isTop, isSoleOwner }) => !isTop && !isSoleOwner,
  path: ({ account, target }) => `${addressOf(target)}${path`/members/${account}`}`,
});
