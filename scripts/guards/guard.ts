/** Something that keeps a promise of SECURITY.md: without it, the tests named for that promise must fail. */
export interface Guard {
  id: string;
  /** The first cell of its row in SECURITY.md, word for word. */
  row: string;
  /** From the root of the repository. */
  file: string;
  /** Stands in the file exactly once; taken out, or turned round, by the replacement. */
  code: string;
  without: string;
  /** Each must fail, by a test of its own and not for want of loading; all stand in the row's last cell. */
  tests: readonly string[];
}

/** Rows whose promise no single piece of code keeps, and why. */
export interface Unguarded {
  row: string;
  because: string;
}
