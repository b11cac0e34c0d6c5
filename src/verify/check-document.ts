import type { FindingCode } from './findings.ts';
import { at, fieldOf, isRecord, listOf, stringOf } from './json.ts';
import { pdfText } from './pdf-text.ts';

/** Figures that the document must show, each from its place in the report. */
const mustShow = ['actions', 'verified', 'byHand', 'waived', 'notProven', 'exceptions', 'longestOpenSeconds'];

/**
 * Whether the PDF says what the document says, and the document what the report says. Texts are compared without their
 * spaces: lines end elsewhere in a PDF.
 */
export function checkDocument(
  pdf: { name: string; bytes: Uint8Array | undefined },
  document: unknown,
  { report, found }: { report: Record<string, unknown>; found(code: FindingCode, about: string): void },
): void {
  if (!isRecord(document) || document['format'] !== 1) {
    found('unreadable', pdf.name.replace('.pdf', '.json'));
    return;
  }
  const shown = new Set<string>();
  const texts: string[] = [];
  for (const block of listOf(document['blocks'])) {
    if (fieldOf(block, 'type') !== 'table') {
      texts.push(stringOf(fieldOf(block, 'text')) ?? '');
      continue;
    }
    texts.push(stringOf(fieldOf(block, 'caption')) ?? '');
    texts.push(...listOf(fieldOf(block, 'head')).map((one) => stringOf(one) ?? ''));
    for (const cell of listOf(fieldOf(block, 'rows')).flatMap((row) => [...listOf(row)])) {
      const text = stringOf(fieldOf(cell, 'text')) ?? '';
      texts.push(text);
      const from = stringOf(fieldOf(cell, 'from'));
      if (from === null) continue;
      shown.add(from);
      if (!isShownAs(at(report, from), text, fieldOf(cell, 'as'))) found('figure', `${pdf.name} ${from}`);
    }
  }
  const places = ['', ...listOf(report['departures']).map((_, index) => `/departures/${index}`)];
  for (const place of places)
    for (const name of mustShow) {
      const from = `${place}/counts/${name}`;
      if (typeof at(report, from) === 'number' && !(shown.has(from) || (place !== '' && name === 'exceptions')))
        found('figure', `${pdf.name} ${from}`);
    }
  const read = pdf.bytes && pdfText(pdf.bytes);
  if (read == null || bare(read) !== bare(texts.join(''))) found('pdf', pdf.name);
}

function isShownAs(value: unknown, text: string, as: unknown): boolean {
  switch (as) {
    case 'number':
      return typeof value === 'number' && String(value) === text;
    case 'instant':
      return typeof value === 'string' && `${value.slice(0, 10)} ${value.slice(11, 19)} UTC` === text;
    case 'text': {
      if (typeof value !== 'string') return false;
      const drawn = bare(value.normalize('NFKC'));
      return [bare(value), drawn].includes(bare(text)) || drawn === bare(withSigns(text));
    }
    default:
      return false;
  }
}

/** A sign that the PDF cannot draw is named by its number there. */
function withSigns(text: string): string {
  return text.replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (named, code) => {
    const number = Number.parseInt(String(code), 16);
    return number <= 0x10ffff ? String.fromCodePoint(number) : named;
  });
}

function bare(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
