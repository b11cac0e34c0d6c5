import type { FilePreview } from '../../domain/hr/file-change.ts';

/** A file of employments that a person may bring: an HR system of the kind that is read from a file. */
export interface HrFile {
  /** As `hris:` names it. */
  readonly id: string;
  readonly label: string;
  /**
   * Compared with what lies there now; changes nothing. `refused`: it is no such file, and why. Throws where the file
   * that lies there cannot be read.
   */
  preview(bytes: Uint8Array): Promise<FilePreview | { refused: string }>;
  /** Which file lies there now: another text for another file. */
  stamp(): Promise<string>;
  /** Puts it in the place of the one that lies there, whole. It is read at the next poll. */
  put(bytes: Uint8Array): Promise<void>;
}
