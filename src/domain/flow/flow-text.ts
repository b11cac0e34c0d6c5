import { z } from 'zod';

const text = z.string().min(1);

/**
 * A text of a flow: one for everybody, or one for each language. A language that is left out is filled with the other's
 * text and a mark that says in which language it is, so that a stored flow always has both.
 */
export const flowTextSchema = z.union([
  text,
  z
    .strictObject({ en: text.optional(), fr: text.optional() })
    .refine(({ en, fr }) => en !== undefined || fr !== undefined, { error: 'expected a text in en, in fr, or in both' })
    .transform(({ en, fr }) => ({ en: en ?? marked(fr, 'FR'), fr: fr ?? marked(en, 'EN') })),
]);

function marked(other: string | undefined, language: 'EN' | 'FR'): string {
  return `${other ?? ''} (${language})`;
}
