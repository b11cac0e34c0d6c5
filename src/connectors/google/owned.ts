import { z } from 'zod';
import { day, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Words } from '../../domain/localized.ts';
import type { OwnedKind } from '../kit/owned-list.ts';
import { meetingDays, recurringMeetings } from '../kit/recurring-meeting.ts';
import { optional } from '../kit/vendor-shapes.ts';
import { groupsOwnedBy } from './actions/groups.ts';
import { keptData } from './google-settings.ts';
import { pageShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed, isDeleted } from './google-system.ts';

const groups: OwnedKind<GoogleSystem> = {
  named: { en: 'groups that they own', fr: 'groupes qui leur appartiennent' },
  async read(system, { id, status }, context) {
    if (system.settings.leave.includes('groups') || isDeleted(status)) return [];
    const names = await groupsOwnedBy(system, id, context);
    return names.map((name): Words => ({ en: `Group ${name}`, fr: `Groupe ${name}` }));
  },
};

/** https://developers.google.com/workspace/calendar/api/v3/reference/events : titles are not even asked for. */
const eventShape = z.object({
  recurringEventId: optional(z.string()),
  organizer: optional(z.object({ self: optional(z.boolean()) })),
  start: optional(z.object({ dateTime: optional(z.iso.datetime({ offset: true })) })),
  attendees: optional(z.array(z.object({ self: optional(z.boolean()) }))),
});

/** Read only where the settings let Relais read calendars, which is done in the person's own name while it works. */
const meetings: OwnedKind<GoogleSystem> = {
  named: { en: 'recurring meetings that they organise', fr: 'réunions récurrentes qu’ils organisent' },
  async read(system, { login, status }, context) {
    const { settings } = system;
    const delegated = [...(settings.data?.what ?? []), ...keptData(settings)];
    if (!delegated.includes('calendar') || isClosed(status)) return [];
    const timeMin = toInstant(context.now());
    const query = {
      timeMin,
      timeMax: plus(timeMin, meetingDays * day),
      singleEvents: true,
      orderBy: 'startTime',
      maxResults: 2500,
      fields: 'nextPageToken,items(recurringEventId,organizer(self),start(dateTime),attendees(self))',
    };
    const call = '/calendar/v3/calendars/primary/events';
    const shape = pageShape('items', eventShape);
    const { data } = await system.dataOf(login).get(call, shape, context, { query });
    return recurringMeetings(
      data.items.flatMap(({ recurringEventId: series, organizer, start, attendees = [] }) => {
        const begins = start?.dateTime;
        if (!series || organizer?.self !== true || !begins) return [];
        const others = (attendees ?? []).filter(({ self }) => self !== true);
        return [{ series, start: toInstant(new Date(begins)), people: others.length }];
      }),
    );
  },
};

export const owned: readonly OwnedKind<GoogleSystem>[] = [groups, meetings];
