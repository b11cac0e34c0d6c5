import { z } from 'zod';
import { zoneSchema } from '../../domain/calendar/time.ts';
import { isKnownCountry, nearestCountry } from '../../domain/people/country.ts';
import { type Locale, localeSchema } from '../../domain/people/people.ts';

/** What vendors tell about people, as `SourcePerson` has it: what is empty, odd or not ours to know is null. */
type Told = string | null | undefined;

export function textIn(told: Told): string | null {
  return told?.trim() || null;
}

/** In lower case; null for what is no address. */
export function addressIn(told: Told): string | null {
  return z.email().safeParse(told?.trim().toLowerCase()).data ?? null;
}

/** A code, or a whole English or French name. Two letters that are no country are not guessed at. */
export function countryIn(told: Told): string | null {
  const text = textIn(told);
  if (text === null) return null;
  const code = text.toUpperCase();
  if (isKnownCountry(code)) return code;
  return text.length > 2 ? nearestCountry(text) : null;
}

/** The language of `fr`, `fr_FR` or `fr-CA;q=0.8`. */
export function localeIn(told: Told): Locale | null {
  return localeSchema.safeParse(told?.trim().slice(0, 2).toLowerCase()).data ?? null;
}

export function zoneIn(told: Told): string | null {
  return zoneSchema.safeParse(told?.trim()).data ?? null;
}
