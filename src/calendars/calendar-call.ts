import { CalendarError } from '../engine/ports/calendar.ts';
import { type ConnectorContext, ConnectorError } from '../engine/ports/connector.ts';
import { calendarTrouble } from '../views/knowledge/calendar-words.ts';

/**
 * No call of a calendar, with all that it waits for, takes longer; in milliseconds. A departure has more urgent things
 * to do.
 */
const longest = 20_000;

/** One thing that is done in a calendar: what went wrong is said without the words of whoever answered. */
export async function calendarCall<T>(now: () => Date, call: (context: ConnectorContext) => Promise<T>): Promise<T> {
  try {
    return await call({ now, signal: AbortSignal.timeout(longest) });
  } catch (error) {
    if (error instanceof CalendarError || !(error instanceof ConnectorError)) throw error;
    throw asCalendarError(error);
  }
}

/**
 * What an administrator mends (a right, a secret) is tried again all the same: until the session begins it may be
 * mended.
 */
function asCalendarError(error: ConnectorError): CalendarError {
  switch (error.kind) {
    case 'unknown-outcome':
      return new CalendarError('unknown-outcome', calendarTrouble('silent'), { cause: error });
    case 'throttled':
    case 'unavailable':
      return new CalendarError('unavailable', calendarTrouble('silent'), { cause: error });
    default:
      return new CalendarError('unavailable', calendarTrouble('refused'), { cause: error });
  }
}
