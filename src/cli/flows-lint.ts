import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { describeProblem, FlowError } from '../flows/flow-error.ts';
import { lintFlow } from '../flows/lint-flow.ts';
import { readFlows, shippedFlowsDir } from '../flows/load-flows.ts';
import { knownNames } from './known-names.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** What flows say that cannot be meant so, each with its line and the reason; notes do not count. */
export function flowsLintCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('lint')
    .description('find contradictions in every flow of a folder; the exit code is 1 when there is one')
    .argument('[dir]', 'the folder; default: RELAIS_FLOWS_DIR, else the flows that come with Relais')
    .addHelpText('after', '\nExample:\n  relais flows lint ./flows')
    .action(async (dir: string | undefined) => {
      const { green, red, yellow } = terminal.colours;
      const folder = dir ?? readConfig(env).flowsDir ?? shippedFlowsDir;
      try {
        const read = await readFlows(folder, knownNames(env));
        const found = read.flatMap(({ flow, raw, locate }) =>
          lintFlow(flow, raw).map(({ level, path, message }) => ({ level, problem: locate(path, message) })),
        );
        for (const { level, problem } of found)
          terminal.err(`${level === 'note' ? yellow('note') : red('✘')} ${describeProblem(problem)}`);
        const count = found.filter(({ level }) => level === 'contradiction').length;
        if (count === 0) terminal.out(`${green('✔')} ${counted(read.length, 'flow', 'flows')}: no contradiction.`);
        else terminal.err(`${counted(count, 'contradiction', 'contradictions')} found.`);
        exitWith(count === 0 ? 0 : 1);
      } catch (error) {
        if (!(error instanceof FlowError)) throw error;
        for (const problem of error.problems) terminal.err(`${red('✘')} ${describeProblem(problem)}`);
        terminal.err(`${counted(error.problems.length, 'problem', 'problems')} found.`);
        exitWith(1);
      }
    });
}
