#!/usr/bin/env node
import { readEnvironment } from '../config.ts';
import { runProgram } from './run-program.ts';
import { createTerminal } from './terminal.ts';

const terminal = createTerminal();
const code = await runProgram(process.argv.slice(2), { terminal, env: readEnvironment() });
// Null: the command goes on, as "start" does. Else what was printed leaves first: a pipe is written behind our back.
if (code !== null) process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
