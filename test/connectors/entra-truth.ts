import type { PlannedAction } from '../../src/domain/systems/action.ts';
import {
  businessSuite,
  type EntraGroup,
  type EntraState,
  type EntraUser,
} from '../../src/workspace/systems/entra/state.ts';

/** Where somebody is taken out by hand, by the kind of group. */
const places: Readonly<Record<EntraGroup['kind'], string | null>> = {
  security: null,
  'microsoft-365': null,
  dynamic: 'rule',
  'active-directory': 'active-directory',
  'distribution-list': 'exchange',
};

/** Ids of the actions for everything that the user has, by the sandbox's own state. */
export function openItems(state: EntraState, userId: string, now: Date): readonly string[] {
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
    ...ofMailAndFiles(state, user, now),
  ];
}

function directLicences({ licences }: EntraUser): string[] {
  return licences.filter(({ assignedByGroup }) => assignedByGroup === null).map(({ skuId }) => skuId);
}

/** Maya takes over; see `mailHeir` of the world. */
const heirAddress = 'maya.chen@example.com';

/** Where the tenant has mail and files. */
function ofMailAndFiles(state: EntraState, { id: userId, licences }: EntraUser, now: Date): string[] {
  const heir = state.users.find(({ mail }) => mail.toLowerCase() === heirAddress)?.id;
  const held = state.mailboxes.find((each) => each.userId === userId);
  const isPaid = licences.some(({ skuId }) => skuId === businessSuite);
  const mailbox = held && (isPaid || held.purpose === 'shared') ? held : undefined;
  const drive = state.drives.find((each) => each.userId === userId);
  const one = (verb: string, target?: string) => [`entra/${userId}/${verb}${target === undefined ? '' : `/${target}`}`];
  const end = (name: string) => name.slice('Relais until '.length);
  const isOurs = ({ displayName, forwardTo }: { displayName: string; forwardTo: string[] }) =>
    displayName.startsWith('Relais until ') && forwardTo.join() === heirAddress;
  const ofMailbox = mailbox && [
    ...mailbox.rules
      .filter((rule) => rule.forwardTo.length > 0)
      .filter((rule) => !isOurs(rule) || end(rule.displayName) < now.toISOString().slice(0, 10))
      .flatMap((rule) => one('inbox-rules', rule.id)),
    ...mailbox.sharing.filter(({ isRemovable }) => isRemovable).flatMap((each) => one('calendar-sharing', each.id)),
    ...(mailbox.reply.status === 'scheduled' && mailbox.reply.message.includes(heirAddress)
      ? []
      : one('automatic-reply', heir)),
    ...(mailbox.rules.some(isOurs) ? [] : one('forwarding', heir)),
    ...new Set(
      mailbox.events
        .filter(({ isOrganizer, attendees }) => isOrganizer && attendees.length > 0)
        .flatMap((event) => one('meetings', event.seriesMasterId ?? event.id)),
    ),
    ...(mailbox.purpose === 'user' ? one('shared-mailbox', 'mailbox') : []),
    ...one('mailbox-permissions'),
  ];
  const ofDrive = drive && [
    ...(drive.grants.some((each) => each.userId === heir) ? [] : one('one-drive', heir)),
    ...(drive.items.some(({ sharedScope }) => sharedScope !== null) ? one('sharing-links') : []),
  ];
  const alone = state.mailboxes.length === 0 ? [] : state.groups.filter(({ owners }) => owners?.join() === userId);
  return [
    ...(ofMailbox ?? []),
    ...(ofDrive ?? []),
    ...alone.flatMap((group) => one('owned-groups', `${group.id}.${heir}`)),
  ];
}

/** Whether what the action would end is there. */
export function isOpen(state: EntraState, { id, accountId, stage }: PlannedAction, now: Date): boolean {
  if (stage !== 'sessions') return openItems(state, accountId, now).includes(id);
  const user = state.users.find((each) => each.id === accountId);
  return user !== undefined && user.deletedDateTime === null && user.sessions.length > 0;
}
