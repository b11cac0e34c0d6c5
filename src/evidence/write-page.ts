import type { Locale } from '../domain/people/people.ts';
import type { DeskPage } from '../views/desk/desk-page.ts';
import { type FilePart, partsOf } from '../views/desk/page-tables.ts';
import type { DocumentBlock } from '../views/evidence/document-model.ts';
import { voiceFor } from '../views/words/voice.ts';
import { csvOf } from './csv.ts';
import { drawPdf } from './draw-pdf.ts';
import { drawable } from './drawable.ts';
import { type Fonts, loadFonts } from './fonts.ts';
import { xlsxOf } from './xlsx.ts';

/**
 * Writes pages of the desk as files. `fonts`: where a build copies those of PDFs, which are read once one is asked for.
 */
export function createWritePage({ fonts: folder, now }: { fonts: string; now: () => Date }) {
  let opened: Fonts | null = null;
  const fonts = (): Fonts => {
    opened ??= loadFonts(folder);
    return opened;
  };
  return async (page: DeskPage, format: 'csv' | 'xlsx' | 'pdf', locale: Locale): Promise<Uint8Array> => {
    const parts = partsOf(page, voiceFor({ locale, timeZone: 'UTC' }));
    switch (format) {
      case 'csv':
        return csvOfParts(parts);
      case 'xlsx':
        return xlsxOf(parts);
      case 'pdf': {
        const shown = fonts();
        const document = { format: 1 as const, locale, title: page.title, blocks: blocksOf(page, parts, shown) };
        return drawPdf(document, { fonts: shown, at: now(), subject: page.title });
      }
    }
  };
}

/** One table after another, each under its own head; then what is said beside them, such as that a list has more. */
function csvOfParts(parts: readonly FilePart[]): Uint8Array {
  const tables = parts.flatMap((part) => (part.type === 'table' ? [csvOf(part.head, part.rows)] : []));
  const said = parts.flatMap((part) => (part.type === 'text' ? [csvOf([], [[part.text]])] : []));
  // Without the mark, Excel reads accents as signs of another alphabet.
  return Buffer.concat([Buffer.from('\ufeff'), ...tables, ...said]);
}

function blocksOf({ title }: DeskPage, parts: readonly FilePart[], { has }: Fonts): DocumentBlock[] {
  const text = (one: string) => drawable(one, has);
  return [{ type: 'heading', level: 1, text: text(title) }, ...parts.map((part) => blockOf(part, text))];
}

function blockOf(part: FilePart, text: (one: string) => string): DocumentBlock {
  switch (part.type) {
    case 'heading':
      return { type: 'heading', level: 2, text: text(part.text) };
    case 'text':
      return { type: 'text', text: text(part.text) };
    case 'table':
      return {
        ...{ type: 'table', caption: '', widths: part.head.map(() => 1), head: part.head.map(text) },
        rows: part.rows.map((row) => row.map((cell) => ({ text: text(cell) }))),
      };
  }
}
