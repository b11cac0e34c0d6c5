import { dateFormat } from '../../date-format.ts';

/** Where and when the reader is: what a date is written for. */
export interface Reader {
  locale: 'en' | 'fr';
  timeZone: string;
  /** The workspace's own (moved) time, for "today" and "tomorrow". */
  now: Date;
}

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** Slack's `<!date^…>` tokens. https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatSlackDate(epochSeconds: number, format: string, reader: Reader): string {
  const at = new Date(epochSeconds * 1000);
  return format.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'ago') return relative(at, reader);
    const pretty = token.endsWith('_pretty') && token !== 'day_divider_pretty';
    const near = pretty ? nearDay(at, reader) : null;
    if (near) return near;
    const style = styles[pretty ? token.slice(0, -'_pretty'.length) : token];
    return style ? inZone(at, reader, style) : whole;
  });
}

/** One instant in the reader's language and zone. */
export function inZone(
  at: Date,
  reader: Pick<Reader, 'locale' | 'timeZone'>,
  style: Intl.DateTimeFormatOptions,
): string {
  return dateFormat(intlLocale(reader.locale), reader.timeZone, style).format(at);
}

/** British English: day before month and a 24-hour clock, as everywhere in this company. */
export function intlLocale(locale: 'en' | 'fr'): string {
  return locale === 'fr' ? 'fr-FR' : 'en-GB';
}

const relativeWords = {
  en: new Intl.RelativeTimeFormat(intlLocale('en'), { numeric: 'auto' }),
  fr: new Intl.RelativeTimeFormat(intlLocale('fr'), { numeric: 'auto' }),
};

/** `2026-03-27` in the reader's zone; equal strings mean the same day there. */
export function dayKey(at: Date, timeZone: string): string {
  return dateFormat('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

function nearDay(at: Date, reader: Reader): string | null {
  const offset = daysBetween(reader.now, at, reader.timeZone);
  if (Math.abs(offset) > 1) return null;
  return relativeWords[reader.locale].format(offset, 'day');
}

/** `in 3 days`, `il y a 2 heures`. From a day on it counts calendar days there: tomorrow is never two nights away. */
export function relative(at: Date, reader: Reader): string {
  const words = relativeWords[reader.locale];
  const seconds = Math.round((at.getTime() - reader.now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size >= 86_400) return words.format(daysBetween(reader.now, at, reader.timeZone), 'day');
  if (size >= 3_600) return words.format(Math.trunc(seconds / 3_600), 'hour');
  if (size >= 60) return words.format(Math.trunc(seconds / 60), 'minute');
  return words.format(seconds, 'second');
}

function daysBetween(from: Date, to: Date, timeZone: string): number {
  const midnight = (at: Date) => Date.parse(`${dayKey(at, timeZone)}T00:00:00Z`);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
