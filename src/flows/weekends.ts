import { z } from 'zod';
import { isKnownCountry } from '../domain/people/country.ts';

/** Days of the week as ISO 8601 numbers them: 1 is Monday, 7 is Sunday. */
type WeekDay = number;

const [friday, saturday, sunday] = [5, 6, 7];

/**
 * Where Unicode's CLDR, which `Intl` carries, is wrong or was wrong in older builds of Node. What counts is the whole
 * country and work at a desk; where only part of a country rests on another day (Sharjah, states of Malaysia) the whole
 * one wins.
 */
const corrections: Readonly<Record<string, readonly WeekDay[]>> = {
  // Since 1 January 2022. https://u.ae/en/information-and-services/public-holidays-and-religious-affairs/weekend
  AE: [saturday, sunday],
  // https://github.com/vacanza/holidays/issues/1917
  BD: [friday, saturday],
  // Not two days in a row. https://github.com/mdn/content/issues/13311
  BN: [friday, sunday],
  // https://github.com/focus-shift/jollyday/pull/1458, for the Maldives and Palestine too
  DJ: [friday],
  MV: [friday, saturday],
  PS: [friday, saturday],
  // CLDR has Sunday alone, which is the law for factories; ministries and most offices rest on Saturdays too.
  IN: [saturday, sunday],
  UG: [saturday, sunday],
  // Sunday was tried in 2022 and given up. https://www.fiscalnepal.com/2022/06/06/9235/
  NP: [saturday],
  // Sources differ about a second day, not about Friday.
  SO: [friday],
};

const weekInfoShape = z.object({ weekend: z.array(z.int().min(1).max(7)).min(1).max(6) });

/** The days on which a country rests each week; Saturday and Sunday for a code that no country has. */
export function weekendOf(country: string): readonly WeekDay[] {
  const code = country.toUpperCase();
  if (!isKnownCountry(code)) return [saturday, sunday];
  return corrections[code] ?? weekInfoShape.parse(weekInfoOf(code)).weekend;
}

/** A getter until Node 20, a method since; the language is left open, so that only the country decides. */
function weekInfoOf(code: string): unknown {
  const locale: Intl.Locale & { weekInfo?: unknown; getWeekInfo?(): unknown } = new Intl.Locale(`und-${code}`);
  return locale.getWeekInfo?.() ?? locale.weekInfo;
}
