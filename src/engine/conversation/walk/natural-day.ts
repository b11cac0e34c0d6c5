import type { Chrono } from 'chrono-node';
import type { Locale } from '../../../domain/people/people.ts';

/** A day that was written in words, and the words. */
export interface WrittenDay {
  words: string;
  /** `YYYY-MM-DD`; null when the words name none, or more than one. */
  day: string | null;
}

type Readers = Readonly<Record<Locale, Chrono>>;

/**
 * The days that are written in a text, in one language: `15 January`, `end of next month`, `vendredi prochain`. `today`
 * is `YYYY-MM-DD`; what has no year is the next one to come. Days come before months, as in all of Europe.
 */
export async function writtenDays(
  text: string,
  { locale, today }: { locale: Locale; today: string },
): Promise<WrittenDay[]> {
  const readers = await load();
  // Noon of that day in UTC, read as UTC: only the calendar counts.
  const reference = { instant: new Date(`${today}T12:00:00.000Z`), timezone: 0 };
  return readers[locale].parse(text, reference, { forwardDate: true }).map(({ text: words, start, end }) => {
    const names = start.isCertain('day') || start.isCertain('weekday');
    const isOneDay = names && !end && !start.isCertain('hour');
    return { words, day: isOneDay ? dayOf(start.get('year'), start.get('month'), start.get('day')) : null };
  });
}

/** Only when somebody writes a day: most processes never need it, and it takes a megabyte. */
async function load(): Promise<Readers> {
  const [english, french] = await Promise.all([import('chrono-node/en'), import('chrono-node/fr')]);
  const fr = french.casual.clone();
  fr.parsers.unshift(endOfMonth);
  return { en: english.GB, fr };
}

const frenchMonths = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `fin janvier`, `fin du mois prochain`: chrono-node knows the end of a month in English alone. */
const endOfMonth: Chrono['parsers'][number] = {
  pattern: () =>
    new RegExp(`\\bfin (?:du mois( prochain)?|(?:de )?(${frenchMonths.join('|')})(?: (\\d{4}))?)(?![\\p{L}\\d])`, 'iu'),
  extract(context, match) {
    const [, next, name, writtenYear] = match;
    const thisMonth = context.refDate.getUTCMonth() + 1;
    const thisYear = context.refDate.getUTCFullYear();
    const month = name ? frenchMonths.indexOf(name.toLowerCase()) + 1 : thisMonth + (next ? 1 : 0);
    const year = writtenYear ? Number(writtenYear) : name && month < thisMonth ? thisYear + 1 : thisYear;
    // The day before the first of the month after; a thirteenth month is the next January.
    const last = new Date(Date.UTC(year, month, 0));
    return context.createParsingComponents({
      year: last.getUTCFullYear(),
      month: last.getUTCMonth() + 1,
      day: last.getUTCDate(),
    });
  },
};

function dayOf(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || day === null) return null;
  const padded = (value: number, length: number) => String(value).padStart(length, '0');
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}
