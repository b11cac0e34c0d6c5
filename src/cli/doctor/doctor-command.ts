import { Command, Option } from 'commander';
import { inEnglish, inFrench } from '../../domain/localized.ts';
import { type Locale, localeSchema } from '../../domain/people/people.ts';
import type { Surroundings } from '../surroundings.ts';
import { counted, countedInFrench } from '../terminal.ts';
import { areas, type Finding, type Said } from './finding.ts';

/** Looks at everything Relais needs, and says what is wrong and how to mend it. */
export function doctorCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('doctor')
    .description(
      'check the settings, the data, the systems, Slack and Teams; the exit code is 1 when something must be mended',
    )
    .addOption(
      new Option('--lang <language>', 'language of what was found').choices(localeSchema.options).default('en'),
    )
    .option('--json', 'print what was found as JSON', false)
    .addHelpText(
      'after',
      '\nCalls every system of relais.yaml, and Slack and Teams when they are set. Changes nothing.',
    )
    .action(async ({ json, lang }: { json: boolean; lang: Locale }) => {
      // Loaded only now: everything else starts faster without the connectors.
      const { examine } = await import('./examine.ts');
      const findings = (await examine(env)).map((one) => toldIn(lang, one));
      const problems = findings.filter(({ level }) => level === 'problem');
      if (json) terminal.out(JSON.stringify({ ok: problems.length === 0, findings }, null, 2));
      else print(findings, lang, terminal);
      exitWith(problems.length === 0 ? 0 : 1);
    });
}

/** As one reader reads it. */
type Told = { level: Finding['level']; area: Finding['area']; message: string; fix?: string };

function toldIn(lang: Locale, finding: Finding): Told {
  const said = (words: Said) => (lang === 'fr' ? inFrench(words) : inEnglish(words));
  const { level, area, message } = finding;
  return { level, area, message: said(message), ...(finding.level === 'problem' && { fix: said(finding.fix) }) };
}

const heads = Object.keys(areas) as (keyof typeof areas)[];

function print(findings: readonly Told[], lang: Locale, { out, colours }: Surroundings['terminal']): void {
  const marks = { good: colours.green('✔'), note: colours.blue('ℹ'), problem: colours.red('✘') };
  for (const area of heads) {
    const here = findings.filter((one) => one.area === area);
    if (here.length === 0) continue;
    out(colours.bold(areas[area][lang]));
    for (const { level, message, fix } of here) {
      out(`  ${marks[level]} ${message.replaceAll('\n', '\n    ')}`);
      if (fix !== undefined) out(`    → ${fix.replaceAll('\n', '\n      ')}`);
    }
  }
  const count = findings.filter(({ level }) => level === 'problem').length;
  out();
  out(count === 0 ? colours.green(nothingToMend[lang]) : colours.red(toMend(count)[lang]));
}

const nothingToMend = { en: 'Nothing to mend.', fr: 'Rien à corriger.' };

function toMend(count: number) {
  return {
    en: `${counted(count, 'problem', 'problems')} to mend.`,
    fr: `${countedInFrench(count, 'problème', 'problèmes')} à corriger.`,
  };
}
