import type { Instant } from '../../domain/calendar/time.ts';
import type { Words } from '../../domain/localized.ts';

/** So many days ahead the meetings are looked through that somebody organises. */
export const meetingDays = 92;

/** One meeting of a series, as a calendar tells it. */
export interface Occurrence {
  series: string;
  start: Instant;
  /** How many are invited besides the organiser. */
  people: number;
}

/**
 * Each series once, by its next meeting, the soonest first. What a meeting is about is not told: it may be private, and
 * the day, the hour and the number of people are enough to know which one it is.
 */
export function recurringMeetings(occurrences: readonly Occurrence[]): readonly Words[] {
  const sorted = occurrences.filter(({ people }) => people > 0).toSorted((a, b) => a.start.localeCompare(b.start));
  return sorted
    .filter(({ series }, index) => sorted.findIndex((one) => one.series === series) === index)
    .map(({ start, people }) => ({
      en: `Recurring meeting, next on ${day('en-GB', start)} at ${start.slice(11, 16)} UTC, ${people} invited`,
      fr: `Réunion récurrente, la prochaine le ${day('fr-FR', start)} à ${start.slice(11, 16)} UTC, ${people} ${people === 1 ? 'personne invitée' : 'personnes invitées'}`,
    }));
}

function day(locale: string, at: Instant): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(new Date(at));
}
