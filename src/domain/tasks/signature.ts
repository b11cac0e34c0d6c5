import { z } from 'zod';
import { type Language, languageSchema, type Words } from '../localized.ts';

/** Somebody's name, as they typed it under clauses in the language in which they read them. */
export const signatureSchema = z.strictObject({
  name: z.string(),
  language: languageSchema,
  /** Each clause as it was read. */
  clauses: z.array(z.string()),
  /** SHA-256 over `signedText`: shown to whoever signed and to whoever may see the step, so that either can compare. */
  digest: z.string(),
});
export type Signature = z.infer<typeof signatureSchema>;

export const longestSignature = 120;

/** What is signed, as canonical text: which step of which departure, the clauses, and the name under them. */
export function signedText(
  step: { departureId: string; taskId: string },
  { name, language, clauses }: Omit<Signature, 'digest'>,
): string {
  return JSON.stringify([step.departureId, step.taskId, language, clauses, name]);
}

/** The clauses as somebody reads them. */
export function clausesIn(clauses: readonly Words[], language: Language): string[] {
  return clauses.map((words) => (typeof words === 'string' ? words : (words[language] ?? words.en)));
}

/** What may stand beside a name without saying anything about the clauses; with initials, in either language. */
const titles: ReadonlySet<string> = new Set([
  ...['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'phd', 'md', 'jr', 'sr'],
  ...['mme', 'mlle', 'monsieur', 'madame', 'docteur', 'doctor', 'professeur', 'professor'],
]);
const mostInitials = 2;

/**
 * Whether what was typed is this person's name, and nothing but that: every word of it as Relais knows it, in any
 * order; besides, titles, and at most two initials. Any further word or sign could be a reservation ("not", "seen
 * by"), which nobody can be held to. Capitals, accents and hyphens make no other name.
 */
export function isNameOf(typed: string, { name }: { name: string }): boolean {
  const known = wordsOf(name);
  const given = wordsOf(typed);
  const further = given.filter((word) => !known.includes(word) && !titles.has(word));
  return (
    known.length > 0 &&
    known.every((word) => given.includes(word)) &&
    further.length <= mostInitials &&
    further.every((word) => /^\p{L}$/u.test(word)) &&
    signsIn(typed).every((sign) => name.includes(sign))
  );
}

/** What is neither a letter nor a digit, nor stands in names and between them. */
function signsIn(typed: string): string[] {
  return typed.match(/[^\p{L}\p{M}\p{N}\s.,'’ʼ\-‐‑–·]/gu) ?? [];
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
