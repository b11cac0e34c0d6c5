import pc from 'picocolors';

/** Where a command writes; handed in, so that commands can be tried without a process. */
export interface Terminal {
  /** One line, or several; the line end is added. */
  out(text?: string): void;
  err(text: string): void;
  readonly colours: ReturnType<typeof pc.createColors>;
  /** Columns, for what is wrapped or cut. */
  readonly width: number;
}

export function createTerminal(): Terminal {
  return {
    out: (text = '') => console.log(text),
    err: (text) => console.error(text),
    colours: pc,
    width: process.stdout.columns ?? 120,
  };
}

/** `0 entrée`, `1 entrée`, `2 entrées`. */
export function countedInFrench(count: number, one: string, many: string): string {
  return `${count} ${count < 2 ? one : many}`;
}

/** `1 entry`, `2 entries`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
