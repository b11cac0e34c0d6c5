const kept = new Map<string, Intl.DateTimeFormat>();

/**
 * Making an Intl formatter costs far more than using it: one is kept for each language, zone and style.
 * @param timeZone Of whoever reads, an IANA name: never the machine's own.
 */
export function dateFormat(
  locale: string,
  timeZone: string,
  style: Omit<Intl.DateTimeFormatOptions, 'timeZone'>,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(style)}`;
  const format = kept.get(key) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone });
  kept.set(key, format);
  return format;
}
