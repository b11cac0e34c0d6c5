import { z } from 'zod';
import { UnusableEntryError } from '../connectors/kit/unusable-entry.ts';
import type { Calendar } from '../engine/ports/calendar.ts';
import { caldav } from './caldav/index.ts';
import type { CalendarDependencies } from './define-calendar.ts';
import { google } from './google/index.ts';
import { graph } from './graph/index.ts';

/** Every kind of calendars that Relais writes into; a test holds this list against the folders beside it. */
export const calendarTypes = [caldav, google, graph] as const;

const [first, ...others] = calendarTypes;
const calendarSchema = z.discriminatedUnion('type', [first.entry, ...others.map(({ entry }) => entry)]);

/** The `calendars:` list of `relais.yaml`. Unknown keys and repeated ids are refused. */
export const calendarsSchema = z.array(calendarSchema).superRefine((calendars, context) => {
  calendars.forEach(({ id }, index) => {
    if (calendars.findIndex((other) => other.id === id) < index)
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `the id ${id} is used twice` });
  });
});
export type CalendarEntries = z.infer<typeof calendarsSchema>;

/**
 * One way into calendars per entry, in the order of the file. Throws for the first one whose secrets or address cannot
 * be used.
 */
export function createCalendars(entries: CalendarEntries, deps: CalendarDependencies): readonly Calendar[] {
  return entries.map((entry) => {
    try {
      return entry.make(deps);
    } catch (error) {
      throw new UnusableEntryError({ en: `calendars ${entry.id}`, fr: `agendas ${entry.id}` }, error);
    }
  });
}
