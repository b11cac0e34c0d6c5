import { instantOf, localDate, localTime } from '../../../domain/calendar/time.ts';

/** Epoch seconds → the `YYYY-MM-DDTHH:mm` that a `datetime-local` input shows in that zone. */
export function toWallClock(epochSeconds: number, timeZone: string): string {
  const at = new Date(epochSeconds * 1000).toISOString();
  return `${localDate(at, timeZone)}T${localTime(at, timeZone)}`;
}

/** The other way round; null while the input is incomplete. */
export function fromWallClock(text: string, timeZone: string): number | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text) ?? [];
  if (date === undefined || time === undefined) return null;
  return Math.floor(Date.parse(instantOf(date, time, timeZone)) / 1000);
}
