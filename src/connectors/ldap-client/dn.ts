/**
 * A DN in one form for comparing (RFC 4514): servers give the same name with other capitals, other spaces around
 * commas, and other ways of escaping. Values of most attributes in names do not mind case, so neither does this.
 */
export function foldedDn(dn: string): string {
  return foldedParts(dn).join(',');
}

/** Whether the entry is the base, or stands below it. */
export function isWithinBase(dn: string, base: string): boolean {
  const above = foldedParts(base);
  return foldedParts(dn).slice(-above.length).join(',') === above.join(',');
}

function foldedParts(dn: string): string[] {
  return partsOf(dn)
    .map((part) => {
      const equals = part.indexOf('=');
      return `${part.slice(0, equals).trim().toLowerCase()}=${unescaped(part.slice(equals + 1)).toLowerCase()}`;
    })
    .map((part) => part.replaceAll(/[\\,]/g, (mark) => `\\${mark}`));
}

/** Cut at the commas that no backslash and no quotation mark protects. */
function partsOf(dn: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  for (let at = 0; at < dn.length; at += 1) {
    const mark = dn[at] ?? '';
    if (mark === '\\') {
      part += mark + (dn[at + 1] ?? '');
      at += 1;
    } else if ((mark === ',' || mark === ';') && !isQuoted) {
      parts.push(part);
      part = '';
    } else {
      if (mark === '"') isQuoted = !isQuoted;
      part += mark;
    }
  }
  return [...parts, part];
}

/**
 * The value without escapes: `\2C` and `\,` are both a comma. Bytes of UTF-8 are escaped one by one, so runs of them
 * belong together.
 */
function unescaped(value: string): string {
  return value
    .replace(/^\s+/, '')
    .replace(/(?<!\\)\s+$/, '')
    .replaceAll(/(?:\\[0-9a-f]{2})+|\\(.)|"/gis, (run, mark: string | undefined) =>
      run === '"' ? '' : (mark ?? Buffer.from(run.replaceAll('\\', ''), 'hex').toString('utf8')),
    );
}
