/** A CSV file (RFC 4180) that no spreadsheet takes for formulas. */
export function csvOf(
  head: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): Uint8Array {
  return Buffer.from([head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join(''), 'utf8');
}

/**
 * OWASP, "CSV Injection": how a formula begins, also in signs of full width, which spreadsheets of East Asia read
 * alike.
 */
const formulaSigns = '=+\\-@＝＋－＠';
/**
 * A spreadsheet that expects semicolons, as a French one does, begins a cell at each of them, and takes no notice of
 * quotes in the middle of its own.
 */
const begun = new RegExp(`(^|[;\\t\\r\\n])(?=[${formulaSigns}])`, 'g');

function field(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  // What begins like a formula is made a text by an apostrophe.
  const safe = typeof value === 'string' ? text.replace(/^[\t\r]/, "'$&").replace(begun, "$1'") : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
