/** `tiny` only shows that a part works; its figures mean nothing. */
export type Size = 'full' | 'tiny';

/** One line of the table. Measurement and baseline come from the same run on the same machine. */
export interface Row {
  /** What was measured, in a few words. */
  what: string;
  measured: string;
  /** What it stands beside; may be empty. */
  baseline: string;
  /** Measurement by baseline, or by the limit when the goal is one. */
  ratio: number;
  goal: Goal;
  /** Why it may miss its goal; printed only when it does. */
  reason: string;
}

/** A factor over the baseline, a plain limit in words, or none: the figure is there to be read. */
export type Goal = { type: 'times'; most: number } | { type: 'limit'; words: string } | { type: 'none' };

export interface Part {
  name: string;
  /** One sentence: what is done, beside what. */
  about: string;
  measure(size: Size): Promise<Row[]>;
}

export function definePart(part: Part): Part {
  return part;
}

export function isMissed({ ratio, goal }: Row): boolean {
  switch (goal.type) {
    case 'times':
      return !(ratio <= goal.most);
    case 'limit':
      return !(ratio <= 1);
    case 'none':
      return false;
  }
}
