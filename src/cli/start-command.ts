import { Command } from 'commander';

/** Runs the very entry that `npm start` runs. */
export function startCommand(): Command {
  return new Command('start')
    .description('start Relais; without any Slack or Teams setting, with the local workspace')
    .addHelpText(
      'after',
      '\nEverything is set in the environment; .env.example lists it.\nExamples:\n  relais start\n  PORT=3001 RELAIS_DATA_DIR=./other relais start',
    )
    .action(async () => {
      await import('../main.ts');
    });
}
