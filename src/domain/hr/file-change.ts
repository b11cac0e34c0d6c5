import type { Localized } from '../localized.ts';
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

/** What a file says of somebody beside `SaidInFile`. `lastWorkingDay` and `moveOn` only where that does not tell it. */
export const fileFields = [
  'name',
  'email',
  'employeeNumber',
  'privateEmail',
  'status',
  'startsOn',
  'lastWorkingDay',
  'moveOn',
  'moveTo',
  'workerType',
  'managerEmail',
] as const;
export type FileField = (typeof fileFields)[number];

/** Null where it says nothing. Days are `YYYY-MM-DD`. */
export interface FieldChange {
  field: FileField;
  before: string | null;
  after: string | null;
}

/** What a file says of one person and the one before it did not. */
export interface FileChange {
  /**
   * Where it stands in the file; null for somebody whom the file does not list any more: what HR said before stands.
   */
  line: number | null;
  /** As this file calls them. */
  name: string;
  before: SaidInFile;
  after: SaidInFile;
  /** Everything else that differs; for somebody new, what is said of them. */
  fields: readonly FieldChange[];
}

/**
 * What a file would change; one with a problem is not taken at all. Problems hold no value of it.
 */
export interface FilePreview {
  rows: number;
  changes: readonly FileChange[];
  /** How many are listed newly, and how many no longer, without an end or a move: they are no changes. */
  joined: number;
  unlisted: number;
  problems: readonly { line: number; problem: Localized }[];
}
