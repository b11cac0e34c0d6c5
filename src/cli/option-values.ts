import { InvalidArgumentError } from 'commander';
import { isKnownZone } from '../domain/calendar/time.ts';
import { isKnownCountry, whyNoCountry } from '../domain/people/country.ts';

/** A day that exists, `YYYY-MM-DD`. These throw what commander prints beside the option. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00.000Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text))
    throw new InvalidArgumentError('Expected a day such as 2027-03-31.');
  return text;
}

/** `YYYY-MM-DD HH:mm`. */
export function dayAndTime(text: string): { date: string; time: string } {
  const [date = '', time = ''] = text.split(/[ T]/);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new InvalidArgumentError("Expected '2027-03-31 18:00'.");
  return { date: day(date), time };
}

/** An IANA time zone. */
export function zoneName(text: string): string {
  if (!isKnownZone(text)) throw new InvalidArgumentError('Expected an IANA time zone such as Europe/Paris.');
  return text;
}

/** An ISO 3166-1 code, in capitals whatever was typed. */
export function countryCode(text: string): string {
  const code = text.toUpperCase();
  if (!isKnownCountry(code)) throw new InvalidArgumentError(capitalised(whyNoCountry(text)));
  return code;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[?.]$/.test(text) ? '' : '.'}`;
}
