import { useEffect, useState } from 'react';

export const themes = ['auto', 'light', 'dark'] as const;
export const languages = ['auto', 'en', 'fr'] as const;
export type Theme = (typeof themes)[number];
export type LanguageChoice = (typeof languages)[number];

const prefix = 'relais.workspace.';

/** A choice that outlives a reload; where storage is forbidden it lives as long as the page. */
export function usePreference<T extends string>(name: string, known: readonly T[], first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => known.find((option) => option === stored(name)) ?? first);
  return [
    value,
    (next) => {
      setValue(next);
      keep(name, next);
    },
  ];
}

export function stored(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // A browser that forbids storage only loses the memory of the choice.
  }
}

/** Puts the theme on the document; `auto` leaves it to `prefers-color-scheme`. */
export function useTheme(theme: Theme): void {
  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
