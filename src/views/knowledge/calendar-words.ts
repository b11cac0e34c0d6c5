import type { Words } from '../../domain/localized.ts';
import { perLanguage, translator } from '../words/translate.ts';

/** Why a calendar does not say what it should, in every language. */
export function calendarTrouble(why: 'none' | 'silent' | 'other' | 'refused' | 'mailRefused'): Words {
  return perLanguage((locale) => translator(locale)(`calendar.${why}`));
}
