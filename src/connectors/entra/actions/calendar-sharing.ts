import { z } from 'zod';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import { type Belonging, isTakenAway, type ListOf, takeAway } from '../below-account.ts';
import type { EntraSystem } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { isWanted, unlessNoMailbox } from '../mail/mailbox.ts';

const permissionShape = z.object({
  id: idText,
  role: z.string().nullish().catch(null),
  isRemovable: z.boolean().nullish().catch(null),
  emailAddress: optional(z.object({ name: optional(z.string()), address: optional(z.string()) })),
});
type CalendarPermission = z.output<typeof permissionShape>;

/**
 * Who sees or keeps the person's calendar, delegates among them. What everybody in the organisation sees (free or busy)
 * stays.
 */
export const calendarSharing: ActionKind<EntraSystem> = {
  verb: 'calendar-sharing',
  named: { en: 'people who share the calendar', fr: 'personnes avec qui l’agenda est partagé' },
  provesItself: true,
  async plan(account, system, context) {
    if (!isWanted('calendar-sharing', account, system)) return [];
    const { items } = await permissions(system, account.id, context);
    // Left untold, it is taken for removable: a refusal is seen, and what stays unsaid is not.
    return items
      .filter(({ isRemovable }) => isRemovable !== false)
      .map(({ id, role, emailAddress }) => {
        const who = emailAddress?.name ?? emailAddress?.address ?? id;
        return {
          stage: 'credentials',
          target: { id, label: role ? `${who} (${role})` : who },
          call: `DELETE ${pathOf(account.id, id)}`,
          effect: 'reversible',
        };
      });
  },
  act: (action, system, context) => takeAway(sharing, { action, system }, context),
  readBack: (action, system, context) => isTakenAway(sharing, { action, system }, context),
};

const permissions: ListOf<CalendarPermission> = async (
  system: EntraSystem,
  userId: string,
  context: ConnectorContext,
) => {
  const call = { path: path`/users/${userId}/calendar/calendarPermissions`, shape: permissionShape };
  const { answer, evidence } = await unlessNoMailbox(() => listBelow(system, call, context));
  if (answer === null) return { items: [], evidence: [...evidence] };
  return { items: answer.items, evidence: sawAll(answer.evidence, `the calendar names ${answer.items.length}`) };
};

const sharing: Belonging<CalendarPermission> = {
  list: permissions,
  removal: ({ id }, { action }) => ({ path: pathOf(action.accountId, id) }),
};

function pathOf(user: string, permission: string): string {
  return path`/users/${user}/calendar/calendarPermissions/${permission}`;
}
