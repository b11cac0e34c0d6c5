import type { ActionKind } from '../action-kind.ts';
import { apps } from './actions/apps.ts';
import { automaticReply } from './actions/automatic-reply.ts';
import { calendarSharing } from './actions/calendar-sharing.ts';
import { devices } from './actions/devices.ts';
import { disable } from './actions/disable.ts';
import { eligibleGroups } from './actions/eligible-groups.ts';
import { eligibleRoles } from './actions/eligible-roles.ts';
import { forwarding } from './actions/forwarding.ts';
import { grants } from './actions/grants.ts';
import { groups } from './actions/groups.ts';
import { inboxRuleRemoval } from './actions/inbox-rules.ts';
import { licences } from './actions/licences.ts';
import { mailboxPermissions } from './actions/mailbox-permissions.ts';
import { meetings } from './actions/meetings.ts';
import { methods } from './actions/methods.ts';
import { oneDrive } from './actions/one-drive.ts';
import { otherGroups } from './actions/other-groups.ts';
import { ownApp } from './actions/own-app.ts';
import { ownedGroups } from './actions/owned-groups.ts';
import { roles } from './actions/roles.ts';
import { sessions } from './actions/sessions.ts';
import { sharedMailbox } from './actions/shared-mailbox.ts';
import { sharingLinks } from './actions/sharing-links.ts';
import type { EntraSystem } from './entra-system.ts';

/**
 * In the order in which they are done. Groups go before licences, because some licences go with a group; whatever
 * brings a licence waits until what the person owned has passed on.
 */
export const kinds: readonly ActionKind<EntraSystem>[] = [
  disable,
  sessions,
  devices,
  methods,
  grants,
  inboxRuleRemoval,
  calendarSharing,
  roles,
  apps,
  groups,
  automaticReply,
  forwarding,
  meetings,
  oneDrive,
  ownedGroups,
  sharedMailbox,
  licences,
  sharingLinks,
  mailboxPermissions,
  otherGroups,
  eligibleRoles,
  eligibleGroups,
  ownApp,
];
