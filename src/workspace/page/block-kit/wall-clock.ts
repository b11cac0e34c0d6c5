import { TZDate } from '@date-fns/tz';

/** Epoch seconds → the `YYYY-MM-DDTHH:mm` that a `datetime-local` input shows in that zone. */
export function toWallClock(epochSeconds: number, timeZone: string): string {
  const there = new TZDate(epochSeconds * 1000, timeZone);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`;
  return `${day}T${two(there.getHours())}:${two(there.getMinutes())}`;
}

/** The other way round; null while the input is incomplete. */
export function fromWallClock(text: string, timeZone: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = match.slice(1).map(Number);
  return Math.floor(new TZDate(year, month - 1, day, hour, minute, 0, timeZone).getTime() / 1000);
}
