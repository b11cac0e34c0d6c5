import type { EndReason } from './employment-fact.ts';

/** When somebody leaves or moves, as a file of HR says it; null for neither. Days are `YYYY-MM-DD`. */
export type SaidInFile =
  | {
      readonly type: 'leaves';
      readonly lastWorkingDay: string;
      readonly contractEnd: string;
      readonly reason: EndReason;
    }
  | { readonly type: 'moves'; readonly on: string }
  | null;

/** What a file says of one person and the one before it did not. */
export interface FileChange {
  /**
   * Where it stands in the file; null for somebody whom the file does not list any more: what HR said before stands.
   */
  line: number | null;
  name: string;
  before: SaidInFile;
  after: SaidInFile;
}

/**
 * What a file would change; one with a problem is not taken at all. Problems are in English, for whoever made the file,
 * and hold no value of it.
 */
export interface FilePreview {
  rows: number;
  changes: readonly FileChange[];
  problems: readonly { line: number; problem: string }[];
}
