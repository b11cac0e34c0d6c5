import { codeOf } from '../../connectors/http/connection-failure.ts';

/** What one look found. A problem says how to mend it. */
export type Finding =
  | { level: 'good' | 'note'; area: Area; message: string }
  | { level: 'problem'; area: Area; message: string; fix: string };

export const areas = [
  'environment',
  'flows',
  'configuration',
  'data',
  'people',
  'systems',
  'HR systems',
  'slack',
  'teams',
  'e-mail',
] as const;
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

/** What helps when nothing answers. */
export const networkFix =
  'Check the network of this computer, HTTPS_PROXY, and NODE_EXTRA_CA_CERTS for an authority of your own; see README.md, "In your network".';

/** The words of something thrown, with the code of what was behind it; never its stack. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = error.message === 'fetch failed' ? codeOf(error) : null;
  return code === null ? error.message : `${error.message} (${code})`;
}
