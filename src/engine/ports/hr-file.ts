import type { FilePreview } from '../../domain/hr/file-change.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Employment } from './hr-system.ts';

/**
 * Whether an employment is of whoever brings the file: what a file says of them is not shown to them, and what the list
 * says of them already is not theirs to change.
 */
export type IsOwn = (employment: Employment) => boolean;

/** A file of employments that a person may bring: an HR system of the kind that is read from a file. */
export interface HrFile {
  /** As `hris:` names it. */
  readonly id: string;
  readonly label: string;
  /**
   * Compared with what lies there now; changes nothing. `refused`: it is no such file, and why. Throws where the file
   * that lies there cannot be read.
   */
  preview(bytes: Uint8Array, isOwn: IsOwn): Promise<FilePreview | { refused: Localized }>;
  /** Which file lies there now: another text for another file. */
  stamp(): Promise<string>;
  /**
   * Puts it in the place of the one that lies there, whole but for own rows, of which those that lie there stay. It is
   * read at the next poll. `changed`: another lies there than the stamp is of, and stays.
   */
  put(bytes: Uint8Array, compared: { stamp: string; isOwn: IsOwn }): Promise<'put' | 'changed'>;
}
