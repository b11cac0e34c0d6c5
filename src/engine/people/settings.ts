import { z } from 'zod';
import { addBusinessDays, type HolidayCalendar, isBusinessDay, isWithin } from '../../domain/calendar/business-days.ts';
import { addDays, hour, type Instant, instantOf, localDate, localTime, plus } from '../../domain/calendar/time.ts';
import { localeSchema, type Person, type PersonId } from '../../domain/people/people.ts';
import type { Directory } from '../ports/directory.ts';
import type { NotesStore } from '../ports/store.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * What a person has chosen for themselves; what is left out is as the platforms and `relais.yaml` say. Times are
 * `HH:mm` on the person's clock.
 */
export const settingsSchema = z.strictObject({
  locale: localeSchema.optional(),
  /** Where cards go. */
  channel: z.enum(['slack', 'teams']).optional(),
  /** When the reminder of the day comes. */
  digestAt: timeOfDay.optional(),
  /** When no reminder comes; over midnight where it ends before it begins. */
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).optional(),
});
export type PersonSettings = z.infer<typeof settingsSchema>;

/** What people have chosen, kept sealed in the notes. */
export interface Settings {
  of(person: PersonId): Promise<PersonSettings>;
  save(person: PersonId, settings: PersonSettings): Promise<void>;
  forget(person: PersonId): Promise<void>;
}

export function createSettings(notes: NotesStore): Settings {
  const at = (person: PersonId) => `settings/${person}`;
  return {
    of: async (person) => settingsSchema.catch({}).parse((await notes.read(at(person))) ?? {}),
    save: (person, settings) => notes.write(at(person), settings),
    forget: (person) => notes.write(at(person), null),
  };
}

/** The directory in which everybody speaks the language, and is reached where, they have chosen. */
export function withSettings(directory: Directory, settings: Pick<Settings, 'of'>): Directory {
  const chosen = async (person: Person | null): Promise<Person | null> => {
    if (person === null) return null;
    const { locale, channel } = await settings.of(person.id);
    return { ...person, ...(locale && { locale }), ...(channel && { prefers: channel }) };
  };
  return {
    ...directory,
    byId: async (id) => chosen(await directory.byId(id)),
    byHandle: async (channel, handle) => chosen(await directory.byHandle(channel, handle)),
    named: async (channel, who) => chosen(await directory.named(channel, who)),
    byEmail: async (email) => chosen(await directory.byEmail(email)),
    ownRoles: async () =>
      new Map(
        await Promise.all(
          [...(await directory.ownRoles())].map(async ([id, { name, people }]) => {
            const speaking = (await Promise.all(people.map(chosen))).filter((one) => one !== null);
            return [id, { name, people: speaking }] as const;
          }),
        ),
      ),
    holders: async (role) =>
      (await Promise.all((await directory.holders(role)).map(chosen))).filter((one) => one !== null),
  };
}

/** How long after its hour the reminder of the day may still come on that day. */
const digestWithin = hour;

/** From `now` on, the first instant at which this person is to be reminded. */
export function reminderAt(
  { digestAt, quiet }: PersonSettings,
  now: Instant,
  { reader, calendar }: { reader: Pick<Person, 'timeZone' | 'country'>; calendar: HolidayCalendar },
): Instant {
  const { timeZone: zone, country } = reader;
  const today = localDate(now, zone);
  if (digestAt !== undefined) {
    const at = instantOf(today, digestAt, zone);
    if (isBusinessDay(today, country, calendar) && now <= plus(at, digestWithin)) return at > now ? at : now;
    return instantOf(addBusinessDays(today, 1, country, calendar), digestAt, zone);
  }
  if (quiet === undefined || !isWithin(quiet, localTime(now, zone))) return now;
  const end = instantOf(today, quiet.to, zone);
  const next = end > now ? today : addDays(today, 1);
  return instantOf(addBusinessDays(next, 0, country, calendar), quiet.to, zone);
}
