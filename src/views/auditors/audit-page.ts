/**
 * What a page for auditors says, in the language of the invitation and in UTC. Texts are final; no name is in any of
 * them.
 */
export interface AuditPage {
  title: string;
  blocks: readonly AuditBlock[];
}

export type AuditBlock =
  | { type: 'heading' | 'text' | 'refused'; text: string }
  | { type: 'facts'; facts: readonly { label: string; value: string }[] }
  | AuditTable
  /** Below the place of these pages. */
  | { type: 'links'; links: readonly { label: string; path: string }[] }
  /** A button that gives a pack. */
  | { type: 'pack'; label: string; what: PackButton }
  /** Draws a sample. */
  | { type: 'draw'; size: string; seed: string; seedHint: string; submit: string; most: number };

/** One departure by its id, or a sample by its number. */
export type PackButton = { departure: string } | { sample: number };

export interface AuditCell {
  text: string;
  /** A hash or an id: in a font in which signs are told apart. */
  code?: true;
  /** Gives the pack of this departure; `label` is what a screen reader says. */
  pack?: { departure: string; label: string };
}

export interface AuditTable {
  type: 'table';
  caption: string;
  head: readonly string[];
  /** Each has as many cells as the head; the first names the row. */
  rows: readonly (readonly AuditCell[])[];
}

/** Where the pages are, below their own place. */
export const auditPaths = {
  departures: '',
  exceptions: '/exceptions',
  sample: (number: number) => `/samples/${number}`,
  listFile: '/departures.csv',
  registerFile: '/exceptions.csv',
} as const;

/** The address of one page of a list, from 0. */
export function pageOf(path: string, page: number): string {
  return page === 0 ? path : `${path}?page=${page + 1}`;
}
