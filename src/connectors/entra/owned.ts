import { z } from 'zod';
import { inBoth, type Localized, type Words } from '../../domain/localized.ts';
import { path } from '../http/path.ts';
import type { OwnedKind } from '../kit/owned-list.ts';
import { meetingDays, recurringMeetings } from '../kit/recurring-meeting.ts';
import { organised } from './actions/meetings.ts';
import { membershipShape } from './entra-shapes.ts';
import { type EntraSystem, largestPage, listAll } from './entra-system.ts';
import { isWanted } from './mail/mailbox.ts';
import { isGroup, nameOf } from './memberships.ts';
import { deleted } from './user-state.ts';

/** `Team` among these options makes a group a team: https://learn.microsoft.com/graph/teams-list-all-teams */
const ownedShape = membershipShape.extend({
  resourceProvisioningOptions: z.array(z.string()).nullish().catch(null),
});

/** Groups, teams and applications that the person owns; whoever is in the trash owns nothing that Graph tells. */
const objects: OwnedKind<EntraSystem> = {
  named: { en: 'groups and applications that they own', fr: 'groupes et applications qui leur appartiennent' },
  async read(system, { id, status }, context) {
    if (status === deleted) return [];
    const call = { path: path`/users/${id}/ownedObjects`, shape: ownedShape, query: { $top: largestPage } };
    const { items } = await listAll(system, call, context);
    // Of what the app may not read Graph tells the id alone, which says nothing to anybody.
    return items.flatMap((each): Words[] =>
      each.displayName ? [inBoth(kindOf(each), (kind) => `${kind} ${nameOf(each)}`)] : [],
    );
  },
};

function kindOf(each: z.infer<typeof ownedShape>): Localized {
  if (!isGroup(each)) return { en: 'Application', fr: 'Application' };
  return each.resourceProvisioningOptions?.includes('Team')
    ? { en: 'Team', fr: 'Équipe' }
    : { en: 'Group', fr: 'Groupe' };
}

/** Read only where the settings let Relais read calendars. */
const meetings: OwnedKind<EntraSystem> = {
  named: { en: 'recurring meetings that they organise', fr: 'réunions récurrentes qu’ils organisent' },
  async read(system, account, context) {
    if (!isWanted('meetings', account, system)) return [];
    const { items } = await organised(system, account.id, context, meetingDays);
    return recurringMeetings(
      items.flatMap(({ id, start, people, isSeries }) =>
        isSeries && start !== null ? [{ series: id, start, people }] : [],
      ),
    );
  },
};

export const owned: readonly OwnedKind<EntraSystem>[] = [objects, meetings];
