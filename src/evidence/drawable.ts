import type { EvidenceDocument } from '../views/evidence/document-model.ts';
import type { Fonts } from './fonts.ts';

/** Scripts that run from left to right, one sign after the other, and stand in the fonts of the PDF. */
const drawn =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{Nd}\p{P}\p{Sc}\p{Sm}\p{Sk} ]/u;

/**
 * The text as the PDF can show it, and as it is read out of it again: signs that its fonts do not hold are named by
 * their number, which is better than an empty box. `has`: whether the fonts hold a sign.
 */
export function drawable(text: string, has: (sign: string) => boolean): string {
  return [...text.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim()]
    .map((sign) =>
      drawn.test(sign) && has(sign)
        ? sign
        : `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .join('');
}

/** Every text as the PDF can show it. */
export function shownBy(document: EvidenceDocument, fonts: Pick<Fonts, 'has'>): EvidenceDocument {
  const shown = (one: string) => drawable(one, fonts.has);
  return {
    ...document,
    blocks: document.blocks.map((block) =>
      block.type === 'table'
        ? {
            ...block,
            caption: shown(block.caption),
            head: block.head.map(shown),
            rows: block.rows.map((cells) => cells.map((cell) => ({ ...cell, text: shown(cell.text) }))),
          }
        : { ...block, text: shown(block.text) },
    ),
  };
}
