import { z } from 'zod';

/**
 * A text of the document. `from`: the value of `evidence.json` that it shows, as a JSON pointer, and `as`: how it is
 * written, so that a stranger can compare both without knowing a word of the language.
 */
const cellSchema = z.strictObject({
  text: z.string(),
  from: z.string().optional(),
  as: z.enum(['number', 'instant', 'text']).optional(),
});
export type Cell = z.infer<typeof cellSchema>;

const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string(),
  }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('table'),
    /** Empty where the heading above says it. */
    caption: z.string(),
    /** Shares of the width, one for each column. */
    widths: z.array(z.number()),
    head: z.array(z.string()),
    rows: z.array(z.array(cellSchema)),
  }),
]);
export type DocumentBlock = z.infer<typeof blockSchema>;

/** What the PDF shows, block by block, in one language. */
const documentSchema = z.strictObject({
  format: z.literal(1),
  locale: z.enum(['en', 'fr']),
  title: z.string(),
  blocks: z.array(blockSchema),
});
export type EvidenceDocument = z.infer<typeof documentSchema>;

/** Nothing, in a table. */
export const none = '–';

/** A text that is nothing but words. */
export function words(text: string): Cell {
  return { text };
}

/** An instant in UTC, to the second, written alike in every language. */
export function instantCell(value: string | null | undefined, from: string): Cell {
  return value ? { text: `${value.slice(0, 10)} ${value.slice(11, 19)} UTC`, from, as: 'instant' } : words(none);
}

export function numberCell(value: number | null, from: string): Cell {
  return value === null ? words(none) : { text: String(value), from, as: 'number' };
}

export function textCell(value: string, from: string): Cell {
  return { text: value, from, as: 'text' };
}
