import { z } from 'zod';
import { isKnownZone, toInstant } from '../../domain/calendar/time.ts';
import { isKnownCountry, nearestCountry } from '../../domain/people/country.ts';
import { localeSchema } from '../../domain/people/people.ts';

/**
 * What a field of an HR system says, whatever it holds. Null is what is empty or cannot be understood: an odd field
 * costs itself, never the person it stands in.
 */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' || text.length > 400 ? null : text;
}

const emailSchema = z.email();

/** In lower case. */
export function emailOf(value: unknown): string | null {
  const parsed = emailSchema.safeParse(textOf(value)?.toLowerCase());
  return parsed.success ? parsed.data : null;
}

/** Two letters in any case, or a country's whole name in English or French. */
export function countryOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const code = text.toUpperCase();
  if (isKnownCountry(code)) return code;
  // Two letters that are no country are not guessed at.
  return code.length === 2 ? null : nearestCountry(text);
}

export function zoneOf(value: unknown): string | null {
  const zone = textOf(value);
  return zone !== null && isKnownZone(zone) ? zone : null;
}

/** `fr-FR`, `fr_CA` and `FR` are French. */
export function localeOf(value: unknown): z.infer<typeof localeSchema> | null {
  const parsed = localeSchema.safeParse(textOf(value)?.slice(0, 2).toLowerCase());
  return parsed.success ? parsed.data : null;
}

const dateSchema = z.iso.date();

/** `undefined`: there is something, and it is no day. Nobody may take that for "no day is written down". */
export type Day = string | null | undefined;

/**
 * A calendar day: `2026-12-31`, also at the beginning of a date with time or offset (`2026-12-31T00:00:00`,
 * `2026-12-31-08:00`), as the system wrote it and in no other zone. `0000-00-00` is how some write none.
 */
export function dayOf(value: unknown): Day {
  if (value === null || value === undefined || value === '' || value === '0000-00-00') return null;
  if (typeof value !== 'string') return undefined;
  const [, day, rest = ''] = /^\s*(\d{4}-\d{2}-\d{2})(.*)$/s.exec(value) ?? [];
  if (!/^(?:[T ].*|Z|[+-]\d{2}:?\d{2})?\s*$/s.test(rest)) return undefined;
  const parsed = dateSchema.safeParse(day);
  return parsed.success ? parsed.data : undefined;
}

/** A moment; without a zone it is taken for UTC. Null where there is none, or none that can be read. */
export function instantOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null || !/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)) ? text : `${text.replace(' ', 'T')}Z`;
  const at = new Date(text.length === 10 ? text : zoned);
  return Number.isNaN(at.getTime()) ? null : toInstant(at);
}

/** A field of an answer that may hold anything, or not be there: what it says is read by the functions above. */
export const anything = z.unknown().optional();
