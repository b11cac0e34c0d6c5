#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { auditShowCommand } from './audit-show.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { isForPeople } from './command-error.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { flowsPreviewCommand } from './flows-preview.ts';
import { flowsValidateCommand } from './flows-validate.ts';
import { startCommand } from './start-command.ts';
import { storyCommand } from './story/story-command.ts';
import type { Surroundings } from './surroundings.ts';
import { createTerminal } from './terminal.ts';

function versionOfPackage(): string {
  const file = join(resolve(import.meta.dirname, '..', '..'), 'package.json');
  return z.looseObject({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}

function program(surroundings: Surroundings): Command {
  const relais = new Command('relais')
    .description('Relais, the offboarding assistant: starts it, and looks after what it keeps.')
    .version(versionOfPackage(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .showSuggestionAfterError()
    .showHelpAfterError('Run "relais --help" for what there is.')
    .exitOverride();
  relais.addCommand(startCommand());
  relais.addCommand(storyCommand(surroundings));
  relais.addCommand(doctorCommand(surroundings));
  relais.addCommand(
    new Command('flows')
      .description('check the flows, and see the dated plan one would make')
      .addCommand(flowsValidateCommand(surroundings))
      .addCommand(flowsPreviewCommand(surroundings)),
  );
  relais.addCommand(
    new Command('audit')
      .description('prove the journals, and read one')
      .addCommand(auditVerifyCommand(surroundings))
      .addCommand(auditShowCommand(surroundings)),
  );
  // Refusals of a sub-command end like those of the program itself.
  for (const command of [relais, ...relais.commands, ...relais.commands.flatMap((one) => one.commands)])
    command.exitOverride().copyInheritedSettings(relais);
  return relais;
}

async function main(): Promise<number | null> {
  const terminal = createTerminal();
  let code: number | null = null;
  // Only here; commands get it as an argument.
  const { env } = process;
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
