import { Command, Option } from 'commander';
import { type Locale, localeSchema } from '../../domain/people/people.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted } from '../terminal.ts';
import { areas, type Finding } from './finding.ts';

/** Looks at everything Relais needs, and says what is wrong and how to mend it. */
export function doctorCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('doctor')
    .description(
      'check the settings, the data, the systems, Slack and Teams; the exit code is 1 when something must be mended',
    )
    .addOption(
      new Option('--lang <language>', 'language of what systems were found to lack')
        .choices(localeSchema.options)
        .default('en'),
    )
    .option('--json', 'print what was found as JSON', false)
    .addHelpText(
      'after',
      '\nCalls every system of relais.yaml, and Slack and Teams when they are set. Changes nothing.',
    )
    .action(async ({ json, lang }: { json: boolean; lang: Locale }) => {
      // Loaded only now: everything else starts faster without the connectors.
      const { examine } = await import('./examine.ts');
      const findings = await examine(env, lang);
      const problems = findings.filter(({ level }) => level === 'problem');
      if (json) terminal.out(JSON.stringify({ ok: problems.length === 0, findings }, null, 2));
      else print(findings, terminal);
      exitWith(problems.length === 0 ? 0 : 1);
    });
}

function print(findings: readonly Finding[], { out, colours }: Surroundings['terminal']): void {
  const marks = { good: colours.green('✔'), note: colours.blue('ℹ'), problem: colours.red('✘') };
  for (const area of areas) {
    const here = findings.filter((one) => one.area === area);
    if (here.length === 0) continue;
    out(colours.bold(area));
    for (const one of here) {
      out(`  ${marks[one.level]} ${one.message.replaceAll('\n', '\n    ')}`);
      if (one.level === 'problem') out(`    → ${one.fix.replaceAll('\n', '\n      ')}`);
    }
  }
  const count = findings.filter(({ level }) => level === 'problem').length;
  out();
  out(
    count === 0 ? colours.green('Nothing to mend.') : colours.red(`${counted(count, 'problem', 'problems')} to mend.`),
  );
}
