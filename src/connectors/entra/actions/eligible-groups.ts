import { byHand } from '../by-hand.ts';
import { eligibleKind } from '../eligible-kind.ts';
import { type EligibleGroup, eligibleGroupShape } from '../entra-shapes.ts';

/**
 * Memberships and ownerships of groups, which `memberOf` does not name until they are switched on:
 * https://learn.microsoft.com/graph/api/privilegedaccessgroup-list-eligibilityscheduleinstances
 */
export const eligibleGroups = eligibleKind<EligibleGroup>({
  verb: 'eligible-groups',
  named: { en: 'groups that can be switched on', fr: 'groupes activables' },
  leavable: 'eligible-groups',
  path: '/identityGovernance/privilegedAccess/group/eligibilityScheduleInstances',
  shape: eligibleGroupShape,
  expand: 'group',
  nameOf: ({ group, groupId, accessId, id }) => {
    const name = group?.displayName || groupId || id;
    return accessId === 'owner' ? { en: `${name} (owner)`, fr: `${name} (propriétaire)` } : { en: name, fr: name };
  },
  task: byHand.endEligibleGroups,
});
