/** What can be wrong with a pack. Each has its words in the catalogue. */
export const findingCodes = [
  'damaged',
  'foreign',
  'twice',
  'missing',
  'extra',
  'order',
  'changed',
  'manifest',
  'signature',
  'key-file',
  'other-key',
  'unreadable',
  'chain',
  'gap',
  'head',
  'commitment',
  'fact',
  'unproven',
  'count',
  'pdf',
  'figure',
  'time-stamp',
  'state-differs',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `about`: the file, entry or value; no word of any language. */
export interface Finding {
  code: FindingCode;
  about: string;
}

/** How the key of the pack stands to the one that whoever checks it was given. */
export type KeyStanding = 'not-compared' | 'same' | 'vouched' | 'other';

/** What is known of a pack once it was checked. Whole only where there is no finding. */
export interface Checked {
  findings: readonly Finding[];
  key: KeyStanding;
  /** In hex; null where none could be read. */
  fingerprint: string | null;
  madeAt: string | null;
  level: string | null;
  departures: number;
  entries: number;
  /** Entries of which single values are proven by the chain. */
  committed: number;
  /** When a time-stamp server says that it saw the pack; its own signature is not checked here. */
  stampedAt: string | null;
}
