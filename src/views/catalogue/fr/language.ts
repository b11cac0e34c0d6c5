import { fr } from '../fr.ts';
import type { Language } from '../language.ts';
import { elisions, frenchSpacing, withElisions } from './typography.ts';

export const french: Language = {
  intl: 'fr-FR',
  name: 'Français',
  texts: fr,
  at: 'à',
  firstNames: true,
  relativeDays: false,
  semicolon: '\u202f; ',
  typeset: frenchSpacing,
  // The first of a month is an ordinal, which Intl does not know.
  day: (text) => text.replace(/(^|\s)1 (?=\p{L})/u, '$11er '),
  message: (text) => withElisions(frenchSpacing(text)),
  params: elisions,
};
