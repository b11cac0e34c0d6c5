import {
  day,
  hour,
  type Instant,
  localDate,
  minute,
  type ZonedDay,
  type ZonedInstant,
} from '../../domain/calendar/time.ts';
import type { Locale } from '../../domain/people/people.ts';
import { languages } from '../catalogue/languages.ts';
import { intlLocales, perLanguage } from './translate.ts';

/**
 * Making an Intl formatter costs far more than using it: one is kept for each language and `what`, a zone or a unit.
 */
function kept<What extends string | number, Format>(make: (locale: string, what: What) => Format) {
  const known = perLanguage(() => new Map<What, Format>());
  return (locale: Locale, what: What): Format => {
    const format = known[locale].get(what) ?? make(intlLocales[locale], what);
    known[locale].set(what, format);
    return format;
  };
}

function zonedFormats(options: Intl.DateTimeFormatOptions) {
  return kept((locale, timeZone: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

function written(text: string, locale: Locale): string {
  return languages[locale].day(text);
}

const fullDay = zonedFormats({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const hourAndMinute = zonedFormats({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const shortMoment = zonedFormats({ dateStyle: 'short', timeStyle: 'short' });
const longZone = zonedFormats({ timeZoneName: 'long' });
const withDigits = kept(
  (locale, digits: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const inUnits = kept(
  (locale, unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);
const percents = kept(
  (locale, digits: number) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }),
);
const lists = kept((locale, type: 'conjunction') => new Intl.ListFormat(locale, { type }));

/** How many written instants are kept of each kind and language; then it begins anew. */
const mostRemembered = 5_000;

/**
 * Cards are drawn at every commit and name the same few instants, which Intl is slow to write: what was written is
 * kept.
 */
function remembered(write: (locale: Locale, at: Instant, zone: string) => string) {
  const known = perLanguage(() => new Map<string, string>());
  return (locale: Locale, at: Instant, zone: string): string => {
    const key = `${at} ${zone}`;
    const before = known[locale].get(key);
    if (before !== undefined) return before;
    if (known[locale].size >= mostRemembered) known[locale].clear();
    const text = write(locale, at, zone);
    known[locale].set(key, text);
    return text;
  };
}

/** `Thursday 26 November 2026`; a day is the same day everywhere, so no zone is needed to print it. */
export function formatDay(locale: Locale, { date }: Pick<ZonedDay, 'date'>): string {
  return formatDayOf(locale, `${date}T12:00:00.000Z`, 'UTC');
}

const formatTime = remembered((locale, at, zone) => hourAndMinute(locale, zone).format(Date.parse(at)));

/** The day of an instant on the clocks of `zone`. */
export const formatDayOf = remembered((locale, at, zone) =>
  written(fullDay(locale, zone).format(Date.parse(at)).replace(',', ''), locale),
);

/** `Thursday 26 November 2026 at 18:00` on the clocks of `zone`. */
export function formatInstant(locale: Locale, at: Instant, zone: string): string {
  return `${formatDayOf(locale, at, zone)} ${languages[locale].at} ${formatTime(locale, at, zone)}`;
}

/**
 * The instant on the reader's clock and, when the people concerned live by another one, on theirs, with its name: `… at
 * 17:00 (18:00, Central European Standard Time)`.
 */
export function formatZoned(locale: Locale, at: ZonedInstant, readerZone: string): string {
  return `${formatInstant(locale, at.at, readerZone)}${formatOtherClock(locale, at, readerZone)}`;
}

/** ` (18:00, Central European Standard Time)`; empty where both clocks show the same. */
export function formatOtherClock(locale: Locale, { at, zone }: ZonedInstant, readerZone: string): string {
  if (sameClock(at, zone, readerZone)) return '';
  const sameDay = formatDayOf(locale, at, zone) === formatDayOf(locale, at, readerZone);
  const theirs = sameDay ? formatTime(locale, at, zone) : formatInstant(locale, at, zone);
  return ` (${theirs}, ${zoneName(locale, at, zone)})`;
}

function sameClock(at: Instant, zone: string, other: string): boolean {
  return zone === other || moment('en', at, zone) === moment('en', at, other);
}

const moment = remembered((locale, at, zone) => shortMoment(locale, zone).format(Date.parse(at)));

/** `Central European Standard Time`, `heure normale d’Europe centrale`. */
const zoneName = remembered((locale, at, zone) => {
  const parts = longZone(locale, zone).formatToParts(Date.parse(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
});

const units = [
  { unit: 'day', size: day },
  { unit: 'hour', size: hour },
  { unit: 'minute', size: minute },
  { unit: 'second', size: 1000 },
] as const;

/** The two biggest units that are not nothing: `2 hours 5 minutes`. */
export function formatDuration(locale: Locale, milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds / 1000) * 1000);
  const first = units.findIndex(({ size }) => left >= size);
  if (first === -1) return unitText(locale, 0, 'second');
  const parts: string[] = [];
  for (const { unit, size } of units.slice(first, first + 2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(unitText(locale, count, unit));
  }
  return parts.join(' ');
}

function unitText(locale: Locale, count: number, unit: (typeof units)[number]['unit']): string {
  return inUnits(locale, unit).format(count);
}

export function formatList(locale: Locale, items: readonly string[]): string {
  return lists(locale, 'conjunction').format(items);
}

export function formatNumber(locale: Locale, value: number, digits = 0): string {
  return withDigits(locale, digits).format(value);
}

export function formatPercent(locale: Locale, share: number): string {
  return percents(locale, 0).format(share);
}

/** Whole days from one instant's day to the other's, counted on the clocks of `zone`; negative when `to` is earlier. */
export function daysBetween(from: Instant, to: Instant, zone: string): number {
  const midnight = (at: Instant) => Date.parse(`${localDate(at, zone)}T00:00:00.000Z`);
  return Math.round((midnight(to) - midnight(from)) / day);
}

const amounts = kept(
  (locale, currency: string) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 2, minimumFractionDigits: 0 }),
);

/** `currency`: its code, such as `EUR`. */
export function formatMoney(locale: Locale, amount: number, currency: string): string {
  return amounts(locale, currency).format(amount);
}

const shortDay = zonedFormats({ day: 'numeric', month: 'short', year: 'numeric' });
const monthAndYear = zonedFormats({ month: 'long', year: 'numeric' });
const dayOfWeek = zonedFormats({ weekday: 'short' });

const noonOf = (date: string) => Date.parse(`${date}T12:00:00.000Z`);

/** `26 Nov 2026`, for tables; `date` is `YYYY-MM-DD`. */
export function formatShortDay(locale: Locale, date: string): string {
  return shortDay(locale, 'UTC').format(noonOf(date));
}

/** `November 2026`; `month` is `YYYY-MM`. */
export function formatMonth(locale: Locale, month: string): string {
  return monthAndYear(locale, 'UTC').format(noonOf(`${month}-15`));
}

/** `Thu`. */
export function formatWeekday(locale: Locale, date: string): string {
  return dayOfWeek(locale, 'UTC').format(noonOf(date));
}

/** `26 Nov 2026, 18:00` on the clocks of `zone`, for tables. */
export function formatShortInstant(locale: Locale, at: Instant, zone: string): string {
  return `${formatShortDay(locale, localDate(at, zone))}, ${formatTime(locale, at, zone)}`;
}
