import { useEffect, useRef } from 'react';
import { act } from './client.ts';
import type { LanguageChoice } from './preferences.ts';

/**
 * Relais follows the language that was chosen for the page, for whoever is looked at: what it has said to that person,
 * and what it will say, is in that language.
 */
export function useSpokenLanguage(personId: string | undefined, language: LanguageChoice, noAnswer: string): void {
  const told = useRef(new Map<string, LanguageChoice>());
  useEffect(() => {
    // Who was never told otherwise is spoken to in their own.
    if (personId === undefined || (told.current.get(personId) ?? 'auto') === language) return;
    told.current.set(personId, language);
    void act(`/teams/people/${personId}/language`, { language }, noAnswer);
  }, [personId, language, noAnswer]);
}
