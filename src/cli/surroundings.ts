import type { Terminal } from './terminal.ts';

/** What every command gets: where to write, the environment, and how to say how it ended. */
export interface Surroundings {
  terminal: Terminal;
  env: Readonly<Record<string, string | undefined>>;
  exitWith(code: number): void;
}
