import { inFrench, type Words } from '../../../domain/localized.ts';
import type { Loss } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll, unlessUntold } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type Belonging, isTakenAway, takeAway } from '../below-account.ts';
import { byHand, labelWithRoles } from '../by-hand.ts';
import { idShape, type Membership } from '../entra-shapes.ts';
import { type EntraSystem, firstItems, type UserRef } from '../entra-system.ts';
import { licencesOf } from '../licence-states.ts';
import { lossesTogether } from '../losses.ts';
import { elsewhere, groupsAmong, memberOf, nameOf } from '../memberships.ts';
import { deleted } from '../user-state.ts';

/**
 * Groups that Graph can change, one action each. A licence that comes with a group goes with it. A group that roles may
 * be assigned to says so: leaving it takes roles away as well, and needs the permission that roles need.
 */
export const groups: ActionKind<EntraSystem> = {
  verb: 'groups',
  named: { en: 'groups', fr: 'groupes' },
  provesItself: true,
  async plan({ id, status, tenant }, system, context) {
    if (status === deleted || system.settings.leave.includes('groups')) return [];
    const { items } = await memberOf(system, id, context);
    const licencesBy = await licensing({ id, tenant }, system, context);
    return groupsAmong(items)
      .filter((group) => elsewhere(group) === null && !isLeft(group, system))
      .map((group) => {
        const { waits, losses } = licencesBy(group.id);
        return {
          stage: 'groups',
          target: { id: group.id, label: labelOf(group) },
          call: `DELETE ${pathOf(group.id, id)}`,
          effect: 'reversible',
          losses,
          ...(waits && { needs: ['disable', 'data'] as const }),
        };
      });
  },
  async act(action, system, context) {
    const { id, label } = targetOf(action);
    const before = await othersIn(system, { group: id, user: action.accountId }, context);
    const outcome = await takeAway(memberships, { action, system }, context);
    if (outcome.status !== 'accepted' || before.count === 0) return outcome;
    const after = await othersIn(system, { group: id, user: action.accountId }, context);
    if (after.count > 0) return outcome;
    const words = {
      en: `everybody else is out of ${label} as well; give it back`,
      fr: `tous les autres sont aussi sortis de ${inFrench(action.target?.label ?? label)} ; rendez-le-leur`,
    };
    throw new ConnectorError('rejected', words, {
      evidence: [...outcome.evidence, ...before.evidence, ...after.evidence],
    });
  },
  readBack: (action, system, context) => isTakenAway(memberships, { action, system }, context),
};

const memberships: Belonging<Membership> = {
  list: memberOf,
  removal(group, { action: { accountId, accountLogin } }) {
    groupsAmong([group]);
    switch (elsewhere(group)) {
      case 'rule':
        return { byHand: byHand.leaveByRule(nameOf(group), accountLogin) };
      case 'active-directory':
        return { byHand: byHand.leaveInActiveDirectory(nameOf(group), accountLogin) };
      case 'exchange':
        return { byHand: byHand.leaveInExchange(nameOf(group), accountLogin) };
      case null:
        return { path: pathOf(group.id, accountId) };
    }
  },
};

interface Brought {
  /**
   * Leaving it waits, as a licence does, for what the person owned to pass on. Where mail and files are not touched,
   * nothing does.
   */
  waits: boolean;
  losses: readonly Loss[];
}

/** What each group brings with a licence: the mailbox and OneDrive. Where Graph does not tell which do, each may. */
async function licensing(
  user: UserRef,
  system: EntraSystem,
  context: ConnectorContext,
): Promise<(group: string) => Brought> {
  const { microsoft365, leave } = system.settings;
  const told = await unlessUntold(() => licencesOf(system, user, context));
  if (told === null) return () => ({ waits: microsoft365 !== undefined, losses: [] });
  const staying = leave.includes('licences') ? told.direct : [];
  return (group) => {
    const brought = told.all.filter(({ byGroup }) => byGroup === group);
    return { waits: microsoft365 !== undefined && brought.length > 0, losses: lossesTogether(brought, staying) };
  };
}

/** Whoever leaves roles alone has not consented to the permission that this group needs. */
function isLeft({ isAssignableToRole }: Membership, { settings }: EntraSystem): boolean {
  return isAssignableToRole === true && settings.leave.includes('roles');
}

function labelOf(group: Membership): Words {
  return group.isAssignableToRole === true ? labelWithRoles(nameOf(group)) : nameOf(group);
}

function pathOf(group: string, user: string): string {
  return `${path`/groups/${group}/members/${user}`}/$ref`;
}

/**
 * How many others the first page of members names: enough to notice that a removal took everybody out. A group that is
 * gone has none.
 */
async function othersIn(
  system: EntraSystem,
  { group, user }: { group: string; user: string },
  context: ConnectorContext,
): Promise<{ count: number; evidence: Evidence[] }> {
  const call = { path: path`/groups/${group}/members`, shape: idShape, query: { $top: 5, $select: 'id' } };
  try {
    const { items, evidence } = await firstItems(system, call, context);
    const count = items.filter(({ id }) => id !== user).length;
    return { count, evidence: sawAll(evidence, `${count} others on the first page of members`) };
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'not-found') return { count: 0, evidence: [] };
    throw error;
  }
}
