/** One thing that is wrong with a flow, where to find it and what was expected. */
export interface FlowProblem {
  file: string;
  /** From 1; null when it is about the file as a whole. */
  line: number | null;
  column: number | null;
  /** Where in the flow, for people: `steps[3].due.from`. Empty for the whole. */
  path: string;
  message: string;
}

/** Every problem of every file at once, so that one pass mends them all. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  readonly problems: readonly FlowProblem[];
  /** `what`: what the files are, in the words of the first line. */
  constructor(problems: readonly FlowProblem[], what: 'flows' | 'dossiers' = 'flows') {
    const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`;
    super([`${count} in the ${what}:`, ...problems.map((problem) => `  ${describeProblem(problem)}`)].join('\n'));
    this.problems = problems;
  }
}

/** `flows/retirement.yaml:12:7: steps[3].due.from: expected one of …`, as editors and terminals link it. */
export function describeProblem({ file, line, column, path, message }: FlowProblem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
}
