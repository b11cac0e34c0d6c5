import { CommanderError } from 'commander';
import { isForPeople } from './command-error.ts';
import { program } from './program.ts';
import type { Surroundings } from './surroundings.ts';

/** What was asked for wrongly, as other commands end it. */
const misused = 2;

/** Runs one command and answers its exit code; null when it goes on in the background, as a server does. */
export async function runProgram(
  args: readonly string[],
  { terminal, env }: Omit<Surroundings, 'exitWith'>,
): Promise<number | null> {
  let code: number | null = null;
  const exitWith = (given: number) => {
    code = given;
  };
  try {
    await program({ terminal, env, exitWith }).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : misused;
    // A defect of ours: whoever reports it needs the stack.
    terminal.err(isForPeople(error) ? error.message : error instanceof Error ? `${error.stack}` : String(error));
    return 1;
  }
}
