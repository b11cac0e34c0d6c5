import type { AnnouncementTexts } from './announcement.ts';

/**
 * Beginnings of words that say why somebody leaves, in small letters without accents. They are looked for in every
 * text, whatever its language: people mix them.
 */
const reasonStems = [
  // English
  ...['dismiss', 'fired', 'sacked', 'laid off', 'lay-?off', 'redundan', 'terminat', 'resign', 'retire', 'severance'],
  ...['let go of', 'was let go', 'misconduct', 'quit(?![a-z])', 'quits'],
  // French
  ...['licenci', 'renvoyee?s?(?![a-z])', 'viree?(?![a-z])', 'demission', 'retraite', 'rupture conventionnelle'],
  ...['rupture d[eu] contrat', 'faute grave', 'suppression de poste', 'plan social', 'inaptitude'],
].map((stem) => new RegExp(`(?<![a-z])${stem}`));

/** The first word in a text that says why somebody leaves, as it was written; null where there is none. */
export function statedReason(texts: AnnouncementTexts): string | null {
  for (const text of Object.values(texts).map((one) => one.normalize('NFC'))) {
    const plain = folded(text);
    for (const stem of reasonStems) {
      const at = plain.search(stem);
      if (at !== -1) return /^[\p{L}-]+/u.exec(text.slice(at))?.[0] ?? '';
    }
  }
  return null;
}

/** In small letters without accents, each letter in its place. */
function folded(text: string): string {
  return [...text]
    .map((letter) => {
      if (/\s/.test(letter)) return ' ';
      const plain = letter.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
      return plain.length === letter.length ? plain : letter;
    })
    .join('');
}
