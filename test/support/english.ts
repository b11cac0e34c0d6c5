import { expect } from 'vitest';
import type { Words } from '../../src/domain/localized.ts';

interface Found {
  message: Words;
  fix?: Words;
}

/** Words that a French sentence of ours cannot hold, unless it quotes somebody. */
const english = /\b(?:the|and|cannot|which|there|with|check that|expected|not)\b/i;

/** Between French quotation marks, or in code, others speak. What is long is cut, and its end mark with it. */
const quoted = /«[^»]*(?:»|$)|`[^`]*`|"[^"]*"/g;

/**
 * What was found as an English reader reads it, once it is seen to be there in French too. What helps is always ours;
 * what is said may be somebody else’s, and is a text then.
 */
export function inEnglishToo<Any extends Found>(found: readonly Any[]): (Omit<Any, 'message' | 'fix'> & Said)[] {
  return found.map(({ message, fix, ...rest }) => {
    if (fix !== undefined) expect(typeof fix, `no French for: ${String(fix)}`).toBe('object');
    return { ...rest, message: englishOf(message), ...(fix !== undefined && { fix: englishOf(fix) }) };
  });
}

interface Said {
  message: string;
  fix?: string;
}

function englishOf(words: Words): string {
  if (typeof words === 'string') return words;
  const { en, fr } = words;
  expect(fr, `no French for: ${en}`).not.toBe(en);
  expect(fr.replaceAll(quoted, ''), 'the French text').not.toMatch(english);
  return en;
}
