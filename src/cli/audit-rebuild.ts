import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { ReadModelFinding } from '../engine/ports/store.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/**
 * Makes anew what lists and numbers are read from. `audit verify` looks at the journals and writes nothing; this one
 * writes.
 */
export function auditRebuildCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('rebuild')
    .description('make lists and numbers anew from the departures; the exit code is 1 when anything differed')
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY and MONGODB_URI. Relais may be running meanwhile.',
    )
    .action(async () => {
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(readConfig(env));
      try {
        const { departures, findings } = await store.audit.rebuild();
        const read = counted(departures, 'departure', 'departures');
        terminal.out(
          findings.length === 0
            ? `${terminal.colours.green('✔')} ${read}: lists and numbers are what the departures say.`
            : `${terminal.colours.red('✘')} ${read}: ${findings.map(wordsFor).join('; ')}.`,
        );
        exitWith(findings.length === 0 ? 0 : 1);
      } finally {
        await store.close();
      }
    });
}

function wordsFor(finding: ReadModelFinding): string {
  switch (finding.what) {
    case 'live':
    case 'listing':
      return `${finding.departureId} was listed wrongly, and is set right`;
    case 'figures':
      return `what ${finding.departureId} adds to the numbers differed, and is made anew`;
    case 'totals':
      return 'the totals differed, and are made anew';
    case 'state':
      return `${finding.departureId} cannot be read, and is left as it was: see "relais audit verify"`;
  }
}
