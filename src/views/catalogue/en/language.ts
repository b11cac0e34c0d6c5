import { en } from '../en.ts';
import { type Language, plain } from '../language.ts';

export const english: Language = {
  ...plain,
  intl: 'en-GB',
  name: 'English',
  texts: en,
  at: 'at',
  firstNames: true,
  relativeDays: true,
  semicolon: '; ',
};
