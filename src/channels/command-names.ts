import type { ActName } from '../views/act-names.ts';

/** The words of the two languages Relais speaks, whatever the language of whoever types them. */
export const commandNames: Readonly<
  Record<
    string,
    | 'status'
    | 'help'
    | 'wave'
    | 'review'
    | 'contracts'
    | 'posts'
    | 'alumni'
    | 'desk.open'
    | 'lists'
    | 'auditors'
    | 'audit.open'
  >
> = {
  status: 'status',
  statut: 'status',
  help: 'help',
  aide: 'help',
  wave: 'wave',
  vague: 'wave',
  review: 'review',
  revue: 'review',
  contracts: 'contracts',
  contrats: 'contracts',
  post: 'posts',
  publication: 'posts',
  alumni: 'alumni',
  anciens: 'alumni',
  desk: 'desk.open',
  bureau: 'desk.open',
  auditors: 'auditors',
  audits: 'auditors',
  audit: 'audit.open',
  import: 'lists',
  importer: 'lists',
};

interface Phrase {
  begins: readonly string[];
  act: ActName;
  /** A person may be mentioned after it, in place of words. */
  takesPeople?: true;
}

/**
 * What comes before words that are looked for, in both languages: `/offboard search invoices`, `/offboard who has
 * invoices`.
 */
const phrases: readonly Phrase[] = [
  { begins: ['search'], act: 'knowledge.search' },
  { begins: ['find'], act: 'knowledge.search' },
  { begins: ['chercher'], act: 'knowledge.search' },
  { begins: ['cherche'], act: 'knowledge.search' },
  { begins: ['who', 'has'], act: 'knowledge.who-has' },
  { begins: ['qui', 'a'], act: 'knowledge.who-has' },
  { begins: ['evidence'], act: 'evidence', takesPeople: true },
  { begins: ['preuves'], act: 'evidence', takesPeople: true },
];

/** What is looked for, and how many of the words say so; null where none does. */
export function phraseOf(words: readonly string[]): { act: ActName; length: number; takesPeople: boolean } | null {
  const found = phrases.find(({ begins }) => begins.every((word, index) => words[index]?.toLowerCase() === word));
  return found ? { act: found.act, length: found.begins.length, takesPeople: found.takesPeople ?? false } : null;
}
