#!/usr/bin/env node
import { CommanderError } from 'commander';
import { readEnvironment } from '../config.ts';
import { isForPeople } from './command-error.ts';
import { program } from './program.ts';
import { createTerminal } from './terminal.ts';

async function main(): Promise<number | null> {
  const terminal = createTerminal();
  let code: number | null = null;
  const env = readEnvironment();
  try {
    await program({ terminal, env, exitWith: (given) => (code = given) }).parseAsync();
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    terminal.err(
      isForPeople(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
    );
    return 1;
  }
}

const code = await main();
// Null: the command goes on, as "start" does. Else what was printed leaves first: a pipe is written behind our back.
if (code !== null) process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
