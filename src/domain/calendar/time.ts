import { tzOffset } from '@date-fns/tz';
import { z } from 'zod';

/** A moment in UTC, always written `2026-11-22T18:00:00.000Z`, so that comparing the text compares the time. */
export type Instant = string & { readonly __instant?: never };

export const instantSchema = z.iso.datetime({ precision: 3 });

/**
 * A formatter costs as much as reading a whole departure, and every date in it names a zone; only real zones are kept,
 * so this stays small.
 */
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

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export function toInstant(date: Date): Instant {
  return date.toISOString();
}

/** The last of some instants; null of none. */
export function latest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((last, one) => (last === null || one > last ? one : last), null);
}

/** Elapsed time: `day` is 24 hours here. For the same time of day on another day there is `plusDays`. */
export function plus(at: Instant, milliseconds: number): Instant {
  return toInstant(new Date(Date.parse(at) + milliseconds));
}

/**
 * The instant at which the clocks of `zone` show `time` (`HH:mm`) on `date`; the first of two. A time that a DST change
 * skips moves forward by the gap. Not TZDate's constructor: it also skips what the machine's own clocks skip that
 * night.
 */
export function instantOf(date: string, time: string, zone: string): Instant {
  return keptIn(instants, `${date} ${time} ${zone}`, () => instantByOffsets(date, time, zone));
}

function instantByOffsets(date: string, time: string, zone: string): Instant {
  const shown = Date.parse(`${date}T${time}:00.000Z`);
  const at = (offset: number) => new Date(shown - offset * minute);
  // No zone changes its clocks twice within two days.
  const before = tzOffset(zone, new Date(shown - day));
  const after = tzOffset(zone, new Date(shown + day));
  const isAfter = tzOffset(zone, at(before)) !== before && tzOffset(zone, at(after)) === after;
  return toInstant(at(isAfter ? after : before));
}

/** That many calendar days later (earlier when negative), at the same time of day on the clocks of `zone`. */
export function plusDays(at: Instant, days: number, zone: string): Instant {
  return days === 0 ? at : instantOf(addDays(localDate(at, zone), days), localTime(at, zone), zone);
}

/** `YYYY-MM-DD` in the zone. */
export function localDate(at: Instant, zone: string): string {
  return onTheClock(at, zone).slice(0, 10);
}

/** `HH:mm` in the zone. */
export function localTime(at: Instant, zone: string): string {
  return onTheClock(at, zone).slice(11);
}

function onTheClock(at: Instant, zone: string): string {
  return keptIn(clocks, `${at} ${zone}`, () => {
    const instant = Date.parse(at);
    return toInstant(new Date(instant + tzOffset(zone, new Date(instant)) * minute)).slice(0, 16);
  });
}

const clocks = new Map<string, string>();
const instants = new Map<string, Instant>();
const mostKept = 20_000;

/**
 * The same few instants and days of a departure are asked for at each of its passes, and zones are slow to compute:
 * what was found is kept.
 */
function keptIn(known: Map<string, string>, key: string, find: () => string): string {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  if (known.size >= mostKept) known.clear();
  known.set(key, found);
  return found;
}

/** The day of the week of `YYYY-MM-DD` as ISO 8601 numbers it: 1 is Monday, 7 is Sunday. */
export function weekDayOf(date: string): number {
  return new Date(`${date}T12:00:00.000Z`).getUTCDay() || 7;
}

/** Days counted on the calendar, without a zone: `2026-03-01` minus one is `2026-02-28`. */
export function addDays(date: string, days: number): string {
  return toInstant(new Date(Date.parse(`${date}T00:00:00.000Z`) + days * day)).slice(0, 10);
}
