import { en } from '../en.ts';
import { type Language, plain } from '../language.ts';

export const english: Language = { intl: 'en-GB', name: 'English', texts: en, at: 'at', semicolon: '; ', ...plain };
