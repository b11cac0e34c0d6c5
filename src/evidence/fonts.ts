import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';

/** The two fonts of the PDF, and which signs both hold. */
export interface Fonts {
  regular: Font;
  bold: Font;
  has(sign: string): boolean;
}

/**
 * DejaVu: embedded in each PDF as far as it is used, so that it reads alike everywhere. `folder`: where a build copies
 * it.
 */
export function loadFonts(folder: string): Fonts {
  const read = (file: string) => open(withoutLayout(readFileSync(placeOf(file, folder))));
  const [regular, bold] = [read('DejaVuSansCondensed.ttf'), read('DejaVuSansCondensed-Bold.ttf')];
  const shapes = new Map<number, string>();
  return {
    regular,
    bold,
    has(sign) {
      const code = sign.codePointAt(0) ?? 0;
      if (!regular.hasGlyphForCodePoint(code) || !bold.hasGlyphForCodePoint(code)) return false;
      // Of signs that look alike to the font only the first is used: the shape is all that a PDF keeps of them.
      const shape = regular.glyphForCodePoint(code).id;
      const known = shapes.get(shape) ?? sign;
      shapes.set(shape, known);
      return known === sign;
    },
  };
}

/** Where nothing was built, they are in their package. */
function placeOf(file: string, folder: string): string {
  const built = join(folder, file);
  return existsSync(built) ? built : createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`);
}

/**
 * Tables of ligatures and kerning: reading them takes longer than drawing all pages, and without ligatures each sign
 * stays one sign.
 */
const layout = ['GSUB', 'GPOS', 'GDEF', 'kern'];

/** The font with those tables under names that nobody looks for. */
function withoutLayout(font: Buffer): Buffer {
  const copy = Buffer.from(font);
  const tables = copy.readUInt16BE(4);
  for (let at = 12; at < 12 + 16 * tables; at += 16)
    if (layout.includes(copy.toString('latin1', at, at + 4))) copy.write('none', at, 'latin1');
  return copy;
}

function open(file: Buffer): Font {
  const font = create(file);
  if (!('glyphForCodePoint' in font)) throw new Error('the font of the PDF is a collection');
  return font;
}
