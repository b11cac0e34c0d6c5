import { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import type { AddOptions } from './add-system.ts';

/** `relais systems add`. */
export function systemsAddCommand(surroundings: Surroundings): Command {
  return new Command('add')
    .description('ask what a system needs, check it live, show a departure there, and write it into relais.yaml')
    .argument('<type>', 'the kind of system: okta, zoom, salesforce, … (docs/connectors.md)')
    .option('--set <name=value>', 'an answer beforehand, again and again: --set auth.method=jwt', collected, new Map())
    .option('--for <address>', 'whose departure to show; nothing is changed')
    .option('--yes', 'write without asking', false)
    .addHelpText(
      'after',
      '\nSecrets are given by reference: env:NAME, or file:/path. Nothing is changed in the system.',
    )
    .action(async (type: string, options: AddOptions) => {
      // Loaded only now: everything else starts faster without the connectors.
      const [{ addSystem }, { askOnTerminal }] = await Promise.all([import('./add-system.ts'), import('./ask.ts')]);
      const { ask, close } = askOnTerminal();
      try {
        await addSystem(type, options, { ...surroundings, ask });
      } finally {
        close();
      }
    });
}

function collected(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new CommandError(`--set ${text}: expected a name and a value, such as --set auth.method=jwt.`);
  return new Map([...before, [text.slice(0, at), text.slice(at + 1)]]);
}
