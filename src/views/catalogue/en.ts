import { refusals } from './en/refusals.ts';
import { words } from './en/words.ts';

/** Every text Relais says, in English: flat keys to ICU messages. Apostrophes are typographic, because ICU reads the straight one as a quotation. */
export const en = { ...words, ...refusals } as const;
