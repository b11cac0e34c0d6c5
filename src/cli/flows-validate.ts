import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { describeProblem, FlowError } from '../flows/flow-error.ts';
import { coverageGaps, readFlows, shippedFlowsDir } from '../flows/load-flows.ts';
import { oneLanguageTexts } from '../flows/one-language.ts';
import { knownNames } from './known-names.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** Every problem of every flow with its place; what no flow covers is a warning. */
export function flowsValidateCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('validate')
    .description('check every flow of a folder; the exit code is 1 when one cannot be used')
    .argument('[dir]', 'the folder; default: RELAIS_FLOWS_DIR, else the flows that come with Relais')
    .addHelpText('after', '\nExample:\n  relais flows validate ./flows')
    .action(async (dir: string | undefined) => {
      const { green, red, yellow } = terminal.colours;
      const folder = dir ?? readConfig(env).flowsDir ?? shippedFlowsDir;
      try {
        const read = await readFlows(folder, knownNames(env));
        const flows = read.map(({ flow }) => flow);
        for (const flow of flows)
          terminal.out(
            `${green('✔')} ${flow.id}, version ${flow.version}: ${counted(flow.steps.length, 'step', 'steps')}`,
          );
        for (const { raw, locate } of read)
          for (const { path, message } of oneLanguageTexts(raw))
            terminal.err(`${yellow('warning')} ${describeProblem(locate(path, message))}`);
        for (const { kind, workerType } of coverageGaps(flows))
          terminal.err(`${yellow('warning')} no flow takes the kind ${kind} for the worker type ${workerType}`);
        exitWith(0);
      } catch (error) {
        if (!(error instanceof FlowError)) throw error;
        for (const problem of error.problems) terminal.err(`${red('✘')} ${describeProblem(problem)}`);
        terminal.err(`${counted(error.problems.length, 'problem', 'problems')} found.`);
        exitWith(1);
      }
    });
}
