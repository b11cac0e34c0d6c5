import type { Instant, ZonedDay, ZonedInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { Inline } from '../card-view.ts';
import { languages } from '../catalogue/languages.ts';
import {
  daysBetween,
  formatDay,
  formatDayOf,
  formatDuration,
  formatInstant,
  formatList,
  formatNumber,
  formatOtherClock,
  formatPercent,
  formatZoned,
} from './format.ts';
import { firstName, shownName } from './plain.ts';
import { localized, richTranslator, type Translate, type TranslateRich, translator } from './translate.ts';

/** How Relais speaks to one reader: their language, their clock. */
export interface Voice {
  readonly locale: Locale;
  readonly zone: string;
  readonly t: Translate;
  readonly rich: TranslateRich;
  /** A calendar day, in full. */
  day(day: Pick<ZonedDay, 'date'>): string;
  /** The reader's day on which the instant lies. */
  dayOf(at: Instant): string;
  /** Day and time on the reader's clock. */
  instant(at: Instant): string;
  /** The same, and what other clock it was meant on. */
  zoned(at: ZonedInstant): string;
  /** `instant` and `zoned` for texts that a platform may say on its reader's own clock. */
  moment(at: Instant): Moment;
  zonedMoment(at: ZonedInstant): Moment;
  duration(milliseconds: number): string;
  list(items: readonly string[]): string;
  number(value: number, digits?: number): string;
  percent(share: number): string;
  localized(text: string | Localized): string;
  /** Whole days between two instants, on the reader's calendar. */
  days(from: Instant, to: Instant): number;
}

type Moment = Extract<Inline, { moment: Instant }>;

export type Reader = Pick<Person, 'locale' | 'timeZone'>;

export function voiceFor({ locale, timeZone: zone }: Reader): Voice {
  return {
    locale,
    zone,
    t: translator(locale),
    rich: richTranslator(locale),
    day: (day) => formatDay(locale, day),
    dayOf: (at) => formatDayOf(locale, at, zone),
    instant: (at) => formatInstant(locale, at, zone),
    zoned: (at) => formatZoned(locale, at, zone),
    moment: (at) => ({ moment: at, words: formatInstant(locale, at, zone), beside: '' }),
    zonedMoment: (at) => ({
      moment: at.at,
      words: formatZoned(locale, at, zone),
      beside: formatOtherClock(locale, at, zone),
    }),
    duration: (milliseconds) => formatDuration(locale, milliseconds),
    list: (items) => formatList(locale, items),
    number: (value, digits) => formatNumber(locale, value, digits),
    percent: (share) => formatPercent(locale, share),
    localized: (text) => localized(text, locale),
    days: (from, to) => daysBetween(from, to, zone),
  };
}

/** The person as people call them; whoever the departure does not know is "somebody". */
export function nameOf(departure: Departure, id: string | null, voice: Voice): string {
  const person = personOf(departure, id);
  return person ? shownName(person.name) : voice.t('word.somebody');
}

/** How the reader is spoken to. */
export function addressedAs({ name }: Pick<Person, 'name'>, { locale }: Pick<Voice, 'locale'>): string {
  return languages[locale].firstNames ? firstName(name) : shownName(name);
}

/**
 * As colleagues call the person: by the first name where the language does so and nobody else of the departure has the
 * same. For texts beside which the whole name stands or is known; where somebody decides about access, the whole name
 * is what counts.
 */
export function calledName(departure: Departure, id: string | null, voice: Voice): string {
  const person = personOf(departure, id);
  if (!person || !languages[voice.locale].firstNames) return nameOf(departure, id, voice);
  const first = firstName(person.name);
  const others = [departure.leaver, ...Object.values(departure.people)].filter((one) => one.id !== person.id);
  return others.some((one) => firstName(one.name) === first) ? shownName(person.name) : first;
}

/**
 * A mention where the platform can draw one. The leaver is never mentioned, so that no card can notify them of their
 * own departure.
 */
export function mentionOf(departure: Departure, id: string | null, voice: Voice): Exclude<Inline, string> {
  const person = personOf(departure, id);
  if (!person) return { strong: voice.t('word.somebody') };
  if (person.id === departure.leaver.id) return { strong: shownName(person.name) };
  return { mention: person.id, name: shownName(person.name) };
}

/** Null for whoever the departure does not know. */
function personOf(departure: Departure, id: string | null): Person | null {
  if (id === null) return null;
  return id === departure.leaver.id ? departure.leaver : (departure.people[id] ?? null);
}
