import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '..', 'src');

/** Who may use the libraries for zones; everybody else asks `domain/calendar/time.ts`. */
const zoneLibraries: readonly string[] = ['domain/calendar/time.ts'];

/**
 * Who writes a time without a zone, as a ZIP holds one: made of its parts, it is the same on every clock;
 * `test/evidence/zip.test.ts` holds it.
 */
const zonelessTimes: readonly string[] = ['evidence/zip.ts'];

/** What answers by the clock, the zone or the language of the machine it runs on. */
const machineWords: readonly { what: string; pattern: RegExp }[] = [
  {
    what: 'reads or sets a Date on the machine’s clock',
    pattern: /\.(?:get|set)(?:Day|Date|Month|FullYear|Year|Hours|Minutes|Seconds|Milliseconds)\(|\.getTimezoneOffset\(/,
  },
  { what: 'writes in the machine’s language or zone', pattern: /\.toLocale\w*\(|\.to(?:Date|Time)String\(/ },
  { what: 'asks for the machine’s zone', pattern: /\bDateTimeFormat\(\s*\)|env\.TZ\b|env\['TZ'\]/ },
  { what: 'reads a time without a zone', pattern: /T\d\d:\d\d(?::\d\d(?:\.\d+)?)?['"`]/ },
];

function machineZone({ path, text }: { path: string; text: string }): string[] {
  const code = withoutComments(text);
  const found = machineWords.filter(({ pattern }) => pattern.test(code)).map(({ what }) => what);
  if (!zonelessTimes.includes(path) && callsOf(code, 'new Date').some((given) => topLevel(given).length > 1))
    found.push('makes a Date of the machine’s clock from its parts');
  if (callsOf(code, 'DateTimeFormat').some((given) => topLevel(given).length > 0 && !/\btimeZone\b/.test(given)))
    found.push('formats a date without a zone');
  if (/from '(?:date-fns|@date-fns\/tz)'/.test(code) && !zoneLibraries.includes(path))
    found.push('uses date-fns beside domain/calendar/time.ts');
  return found.map((what) => `${path} ${what}`);
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');
}

/** What stands between the brackets of each call of this name. */
function callsOf(code: string, name: string): string[] {
  return [...code.matchAll(new RegExp(`(?<!\\w)${name}\\(`, 'g'))].map(({ index }) => {
    const from = index + name.length + 1;
    let depth = 1;
    let to = from;
    for (; to < code.length && depth > 0; to += 1) {
      if ('([{'.includes(code.charAt(to))) depth += 1;
      if (')]}'.includes(code.charAt(to))) depth -= 1;
    }
    return code.slice(from, to - 1).trim();
  });
}

/** Arguments, by the commas that stand in no inner brackets. */
function topLevel(given: string): string[] {
  let depth = 0;
  const parts = [''];
  for (const one of given) {
    if ('([{'.includes(one)) depth += 1;
    if (')]}'.includes(one)) depth -= 1;
    if (one === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${one}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

describe('the machine’s own time zone', () => {
  it('is asked for by no file of src/', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(src, path), 'utf8') }));
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap(machineZone)).toEqual([]);
  });

  it.each([
    'at.getHours()',
    'at.setDate(at.getUTCDate() + 1)',
    'at.getTimezoneOffset()',
    'new Date(2026, 2, 29)',
    'new Date(year, Math.max(1, month))',
    'at.toLocaleString()',
    "at.toLocaleDateString('fr')",
    'at.toDateString()',
    'Intl.DateTimeFormat().resolvedOptions().timeZone',
    "new Intl.DateTimeFormat('en', { month: 'long' }).format(at)",
    "Date.parse('2026-03-29T02:30:00')",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is code.
    'new Date(`${date}T00:00`)',
    'process.env.TZ',
    "import { format } from 'date-fns';",
  ])('canary: %s is seen', (text) => {
    expect(machineZone({ path: 'domain/x.ts', text })).toHaveLength(1);
  });

  it.each([
    'at.getUTCHours()',
    'new Date(Date.UTC(2026, 2, 29))',
    'new Date(Math.max(a, b))',
    "new Intl.DateTimeFormat('en', { timeZone: zone })",
    "Date.parse('2026-03-29T02:30:00Z')",
    '// at.getHours() would be wrong\nplus(at, hour)',
  ])('canary: %s is nobody’s zone', (text) => {
    expect(machineZone({ path: 'domain/x.ts', text })).toEqual([]);
  });
});
