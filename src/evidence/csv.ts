/** A CSV file (RFC 4180) that no spreadsheet takes for formulas. */
export function csvOf(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): Uint8Array {
  return Buffer.from([head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join(''), 'utf8');
}

function field(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  // OWASP: what begins like a formula is made a text by an apostrophe.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
