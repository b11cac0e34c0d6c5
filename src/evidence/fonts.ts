import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** The two fonts of the PDF, and which signs both hold. */
export interface Fonts {
  regular: Font;
  bold: Font;
  has(sign: string): boolean;
}

/** DejaVu, from its package: embedded in each PDF as far as it is used, so that it reads alike everywhere. */
export function loadFonts(): Fonts {
  const require = createRequire(import.meta.url);
  const read = (file: string) => withoutLayout(readFileSync(file));
  const [regular, bold] = [
    open(read(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'))),
    open(read(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'))),
  ];
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
