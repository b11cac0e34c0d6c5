/** One table; cells may hold any text, also bars and line breaks. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/**
 * Puts `text` between the markers of the section: `<!-- generated:name -->` … `<!-- /generated:name -->`. Throws when
 * the page lacks them.
 */
export function withSection(page: string, name: string, text: string): string {
  const { start, end } = markersOf(page, name);
  return `${page.slice(0, start)}\n\n${text}\n\n${page.slice(end)}`;
}

/** What stands between the markers. Throws when the page lacks them. */
export function sectionOf(page: string, name: string): string {
  const { start, end } = markersOf(page, name);
  return page.slice(start, end).trim();
}

function markersOf(page: string, name: string): { start: number; end: number } {
  const [from, to] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const [start, end] = [page.indexOf(from), page.indexOf(to)];
  if (start === -1 || end < start) throw new Error(`the page has no section between ${from} and ${to}`);
  return { start: start + from.length, end };
}
