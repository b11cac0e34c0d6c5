import { type HolidayCalendar, outsideQuietHours } from '../../domain/calendar/business-days.ts';
import { type Instant, localDate } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { waitsForNoMorning } from '../../domain/tasks/escalation.ts';
import { type CollectedLine, isEscalation } from '../../views/cards/collected-line.ts';

/** What is known of the card's message, see `collected-cards.ts`. */
interface Rung {
  ref: object | null;
  rangOn: string;
  asked: readonly string[];
  joined: readonly string[];
}

interface Ringing {
  group: string;
  open: readonly CollectedLine[];
  reader: Person;
  now: Instant;
  calendar: HolidayCalendar;
}

/**
 * Whether a collected card rings `now` for what is open on it, `later` for what came into a message that had rung that
 * day already, or for nothing (`null`). It rings once a day, but at once where nothing is open any more of what it
 * showed, and for the escalation of what waits for no morning. What had to wait comes in the reader's working hours.
 */
export function ringFor(
  { ref, rangOn, asked, joined }: Rung,
  { group, open, reader, now, calendar }: Ringing,
): 'now' | 'later' | null {
  const names = open.map(nameOfLine);
  const news = open.filter((line) => !asked.includes(nameOfLine(line)));
  if (ref === null) return 'now';
  if (news.length === 0) return null;
  if (![...asked, ...joined].some((one) => names.includes(one))) return 'now';
  if (isEscalation(group) && news.some(({ task }) => task !== null && waitsForNoMorning(task))) return 'now';
  if (rangOn >= localDate(now, reader.timeZone)) return 'later';
  const waited = news.every((line) => joined.includes(nameOfLine(line)));
  return waited && outsideQuietHours(now, reader, calendar) !== now ? 'later' : 'now';
}

/** How a line is known in what is kept of its card: by ids alone. */
export function nameOfLine({ departure, task }: CollectedLine): string {
  return task === null ? departure.id : `${departure.id}/${task.id}`;
}
