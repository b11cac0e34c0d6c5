/** What one look found. A problem says how to mend it. */
export type Finding =
  | { level: 'good' | 'note'; area: Area; message: string }
  | { level: 'problem'; area: Area; message: string; fix: string };

export const areas = ['environment', 'flows', 'configuration', 'data', 'systems', 'slack', 'teams'] as const;
export type Area = (typeof areas)[number];

export function good(area: Area, message: string): Finding {
  return { level: 'good', area, message };
}

/** Worth knowing, and nothing to mend. */
export function note(area: Area, message: string): Finding {
  return { level: 'note', area, message };
}

export function problem(area: Area, message: string, fix: string): Finding {
  return { level: 'problem', area, message, fix };
}

/** The words of something thrown; never its stack. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
