import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { EntraGroup, EntraState, EntraUser } from '../../src/workspace/systems/entra/state.ts';

/** Where somebody is taken out by hand, by the kind of group. */
const places: Readonly<Record<EntraGroup['kind'], string | null>> = {
  security: null,
  'microsoft-365': null,
  dynamic: 'rule',
  'active-directory': 'active-directory',
  'distribution-list': 'exchange',
};

/** Ids of the actions for everything that the user has, by the sandbox's own state. */
export function openItems(state: EntraState, userId: string): readonly string[] {
  const user = state.users.find(({ id }) => id === userId);
  if (!user || user.deletedDateTime !== null) return [];
  const groups = state.groups.filter(({ members }) => members.includes(userId));
  const byHand = new Set(groups.flatMap(({ kind }) => places[kind] ?? []));
  const mine = ({ principalId }: { principalId: string }) => principalId === userId;
  const items = (verb: string, ids: readonly string[]) => ids.map((id) => `entra/${userId}/${verb}/${id}`);
  const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);
  return [
    ...(user.accountEnabled ? [`entra/${userId}/disable`] : []),
    // Graph lists no sessions, so ending them is offered in any case.
    ...(user.userType === 'Guest' ? [] : [`entra/${userId}/sessions`]),
    ...items('devices', idsOf(state.devices.filter((device) => device.userId === userId && device.accountEnabled))),
    ...items('methods', idsOf(user.methods.filter(({ type }) => type !== 'passwordAuthenticationMethod'))),
    ...items('grants', idsOf(state.grants.filter(mine))),
    ...items('roles', idsOf(state.roleAssignments.filter(mine))),
    ...items('apps', idsOf(state.assignments.filter(mine))),
    ...items('groups', idsOf(groups.filter(({ kind }) => places[kind] === null))),
    ...items('licences', directLicences(user)),
    ...items('other-groups', [...byHand]),
  ];
}

function directLicences({ licences }: EntraUser): string[] {
  return licences.filter(({ assignedByGroup }) => assignedByGroup === null).map(({ skuId }) => skuId);
}

/** Whether what the action would end is there. */
export function isOpen(state: EntraState, { id, accountId, stage }: PlannedAction): boolean {
  if (stage !== 'sessions') return openItems(state, accountId).includes(id);
  const user = state.users.find((each) => each.id === accountId);
  return user !== undefined && user.deletedDateTime === null && user.sessions.length > 0;
}
