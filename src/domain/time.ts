import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import { z } from 'zod';

/** A moment in UTC, always written `2026-11-22T18:00:00.000Z`, so that comparing the text compares the time. */
export type Instant = string & { readonly __instant?: never };

export const instantSchema = z.iso.datetime({ precision: 3 });

/** A formatter costs as much as reading a whole departure, and every date in it names a zone; only real zones are kept, so this stays small. */
const knownZones = new Set<string>();

export function isKnownZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

export const zoneSchema = z.string().refine(isKnownZone, 'expected an IANA time zone such as Europe/Paris');

/** A calendar day as lived in one zone; never a bare date. */
export const zonedDaySchema = z.strictObject({ date: z.iso.date(), zone: zoneSchema });
export type ZonedDay = z.infer<typeof zonedDaySchema>;

/** An instant plus the zone people meant it in. */
export const zonedInstantSchema = z.strictObject({ at: instantSchema, zone: zoneSchema });
export type ZonedInstant = z.infer<typeof zonedInstantSchema>;

/** Before everything: what is due from then on is due as soon as anybody looks. */
export const atOnce: Instant = '1970-01-01T00:00:00.000Z';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export function toInstant(date: Date): Instant {
  // A TZDate prints its own offset; the instant is kept in UTC.
  return new Date(date.getTime()).toISOString();
}

export function plus(at: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(at) + milliseconds));
}

/** The instant at which the clocks of `zone` show `time` (`HH:mm`) on `date`. A time that a DST change skips moves forward by the gap. */
export function instantOf(date: string, time: string, zone: string): Instant {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return toInstant(new TZDate(year, month - 1, dayOfMonth, hours, minutes, 0, zone));
}

/** `YYYY-MM-DD` in the zone. */
export function localDate(at: Instant, zone: string): string {
  return onTheClock(at, zone).slice(0, 10);
}

/** `HH:mm` in the zone. */
export function localTime(at: Instant, zone: string): string {
  return onTheClock(at, zone).slice(11);
}

const clocks = new Map<string, string>();
const clocksKept = 20_000;

/** The same few instants of a departure are asked for at each of its passes, and zones are slow to compute: what was found is kept. */
function onTheClock(at: Instant, zone: string): string {
  const key = `${at} ${zone}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const shown = format(new TZDate(Date.parse(at), zone), "yyyy-MM-dd'T'HH:mm");
  if (clocks.size >= clocksKept) clocks.clear();
  clocks.set(key, shown);
  return shown;
}

export function isWeekendDate(date: string): boolean {
  const weekday = new Date(`${date}T12:00:00.000Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Days counted on the calendar, without a zone: `2026-03-01` minus one is `2026-02-28`. */
export function addDays(date: string, days: number): string {
  return toInstant(new Date(Date.parse(`${date}T00:00:00.000Z`) + days * day)).slice(0, 10);
}
